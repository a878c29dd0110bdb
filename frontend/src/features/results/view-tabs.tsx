import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { matching } from '../../lib/search'

export const views = ['values', 'performance', 'structure', 'picture', 'coverage'] as const
/** A figure in an address: the indicator, and a period or all of them. */
export const figureSearch = () => matching(/^[\da-f-]{36}\.(life|to_date|[\da-f-]{36})$/i)
export type View = (typeof views)[number]

/** The same results looked at in different ways; each way has an address. */
export function ViewTabs({ view }: { view: View }) {
  const { t } = useTranslation('results')
  return (
    <nav className="results__views noprint" aria-label={t('views.label')}>
      {views.map((one) => (
        <Link
          key={one}
          to="."
          search={(one === 'values' ? {} : { view: one }) as never}
          resetScroll={false}
          activeOptions={{ exact: true, includeSearch: true }}
          className="results__view"
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`views.${one}`)}
        </Link>
      ))}
    </nav>
  )
}
