import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ProjectListItem } from '../../api/registry/types.gen'
import { useCountries } from '../../lib/countries'
import { usePeriod } from '../../lib/period'
import type { Column } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { projectChoicesQuery } from './queries'

export function useProjectColumns(): Column<ProjectListItem>[] {
  const { t } = useTranslation('projects')
  return [
    { id: 'title', header: t('name'), sort: 'title', width: '14rem', cell: (row) => <Title row={row} /> },
    {
      id: 'code',
      header: t('code'),
      sort: 'code',
      descending: false,
      nowrap: true,
      cell: (row) => row.code,
    },
    { id: 'partners', header: t('partners'), width: '11rem', cell: (row) => <Partners row={row} /> },
    { id: 'countries', header: t('countries'), cell: (row) => <Countries row={row} /> },
    { id: 'status', header: t('status'), cell: (row) => <Status row={row} /> },
    { id: 'years', header: t('period'), sort: 'starts_on', nowrap: true, cell: (row) => <Years row={row} /> },
    {
      id: 'budget',
      header: t('budget'),
      sort: 'budget',
      align: 'right',
      cell: (row) => <Budget row={row} />,
    },
  ]
}

function Title({ row }: { row: ProjectListItem }) {
  const { data } = useQuery(projectChoicesQuery())
  // Where there is one programme, naming it in every row tells nothing.
  const several = data && data.programmes.length > 1
  return (
    <>
      <Link to="/projects/$id" params={{ id: row.id }}>
        <LocalisedView text={row.title} original={row.original_language} />
      </Link>
      {several && (
        <span className="block small subtle">
          <LocalisedView text={row.programme.title} original={row.programme.original_language} />
        </span>
      )}
    </>
  )
}

const SHOWN = 3

function Partners({ row }: { row: ProjectListItem }) {
  const { t } = useTranslation('projects')
  const rest = row.partners.length - SHOWN
  if (row.partners.length === 0) return <span className="subtle">{t('not_given')}</span>
  return (
    <ul className="plain-list">
      {row.partners.slice(0, SHOWN).map((partner) => (
        <li key={partner}>{partner}</li>
      ))}
      {rest > 0 && <li className="small subtle">{t('and_more', { count: rest })}</li>}
    </ul>
  )
}

function Countries({ row }: { row: ProjectListItem }) {
  const { t } = useTranslation('projects')
  const { countryName } = useCountries()
  if (row.countries.length === 0) return <span className="subtle">{t('no_country')}</span>
  return row.countries.map(countryName).join(', ')
}

function Status({ row }: { row: ProjectListItem }) {
  const { t } = useTranslation('projects')
  if (row.archived) return <StatusTag status="archived" label={t('archived')} />
  return <StatusTag status={row.status} label={t(`statuses.${row.status}`)} />
}

/** The years that are budgeted tell more than the dates; where there are none, the dates. */
function Years({ row }: { row: ProjectListItem }) {
  const period = usePeriod()
  const { years } = row
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) return period(row.starts_on, row.ends_on, 'years') || '–'
  return first === last ? String(first) : `${first} – ${last}`
}

function Budget({ row }: { row: ProjectListItem }) {
  if (row.budget.length === 0) return <Money amount={null} />
  return row.budget.map(({ amount, currency }) => (
    <span key={currency} className="block">
      <Money amount={amount} currency={currency} />
    </span>
  ))
}
