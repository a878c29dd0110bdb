import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export interface FigureLinkProps {
  indicatorId: string
  /** The period, or `life` for all of them. */
  at: string
  text: string
  /** What it is a figure of, for those who do not see where it stands. */
  of: string
}

/** A figure that says where it comes from when it is followed; the address leads to the same. */
export function FigureLink({ indicatorId, at, text, of }: FigureLinkProps) {
  const { t } = useTranslation('performance')
  return (
    <Link
      to="."
      search={((old: object) => ({ ...old, figure: `${indicatorId}.${at}` })) as never}
      resetScroll={false}
      className="figure-link num"
      aria-label={t('explain_figure', { figure: text, of })}
      data-figure={`${indicatorId}.${at}`}
    >
      {text}
    </Link>
  )
}
