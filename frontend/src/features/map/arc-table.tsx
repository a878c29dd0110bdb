import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../../lib/countries'
import { StatusTag } from '../../ui/status-tag'
import type { Arc } from './arcs'

export interface ArcTableProps {
  arcs: Arc[]
  marked: string | undefined
  onMark: (key: string | undefined) => void
  asOf: string | undefined
}

/** The same links in words; pointing at a row, or stepping into it, marks its arc. */
export function ArcTable({ arcs, marked, onMark, asOf }: ArcTableProps) {
  const { t } = useTranslation('map')
  const { t: p } = useTranslation('partnerships')
  const { countryName } = useCountries()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="arc-table" aria-label={t('links_title')} tabIndex={0}>
      <table>
        <caption className="sr-only">{t('links_title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('to')}</th>
            <th scope="col">{t('partnership')}</th>
          </tr>
        </thead>
        <tbody>
          {arcs.map((arc) => (
            <tr
              key={arc.key}
              data-marked={marked === arc.key || undefined}
              onPointerEnter={() => onMark(arc.key)}
              onPointerLeave={() => onMark(undefined)}
              onFocus={() => onMark(arc.key)}
              onBlur={() => onMark(undefined)}
            >
              <th scope="row">{arc.from.name}</th>
              <td>
                {arc.to.name}
                <span className="block small subtle">{countryName(arc.to.country_code)}</span>
              </td>
              <td>
                <ul className="plain-list">
                  {arc.partnerships.map(({ id, name, status }) => (
                    <li key={id}>
                      <Link to="/partnerships/$id" params={{ id }} search={asOf ? { as_of: asOf } : {}}>
                        {name}
                      </Link>{' '}
                      <StatusTag status={status} label={p(`statuses.${status}`)} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
