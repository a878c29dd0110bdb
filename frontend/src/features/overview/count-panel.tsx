import { Heading } from '@navikt/ds-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { BarList } from '../../charts/bar-list'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'

export interface Count {
  key: string
  label: string
  count: number
  link: LinkProps
}

/** How many there are of each kind, each leading to its list. What there is none of is left out. */
export function CountPanel({ title, counts }: { title: string; counts: Count[] }) {
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
    </section>
  )
}
