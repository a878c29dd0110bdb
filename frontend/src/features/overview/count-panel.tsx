import { Heading } from '@navikt/ds-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { BarList } from '../../charts/bar-list'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'

export interface Count {
  key: string
  label: string
  count: number
  link: LinkProps
}

interface CountPanelProps {
  title: string
  counts: Count[]
  /** Below the bars: where the rest is. */
  more?: ReactNode
}

/** How many there are of each kind, each leading to its list. What there is none of is left out. */
export function CountPanel({ title, counts, more }: CountPanelProps) {
  const language = useLanguage()
  const shown = counts.filter(({ count }) => count > 0)
  if (shown.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="xsmall" spacing>
        {title}
      </Heading>
      <BarList
        label={title}
        bars={shown.map(({ key, label, count, link }) => ({
          key,
          label: <Link {...link}>{label}</Link>,
          value: count,
          text: num(language, count),
        }))}
      />
      {more && <p className="count-panel__more">{more}</p>}
    </section>
  )
}
