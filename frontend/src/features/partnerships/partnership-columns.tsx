import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PartnershipListItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { Sides, useSideCountries } from './sides'

export function usePartnershipColumns(asOf: string | undefined): Column<PartnershipListItem>[] {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  const countries = useSideCountries()
  return [
    {
      id: 'name',
      header: t('name'),
      sort: 'name',
      cell: (row) => (
        <Link to="/partnerships/$id" params={{ id: row.id }} search={asOf ? { as_of: asOf } : {}}>
          {row.name}
        </Link>
      ),
    },
    { id: 'sides', header: t('sides'), cell: (row) => <Sides sides={row.sides} /> },
    { id: 'countries', header: t('country'), cell: (row) => countries(row.sides) },
    { id: 'link_type', header: t('link_type'), cell: (row) => t(`link_types.${row.link_type}`) },
    { id: 'status', header: t('status'), cell: (row) => <Status row={row} /> },
    {
      id: 'since',
      header: t('since'),
      nowrap: true,
      cell: (row) => (row.status_since ? dat(language, row.status_since) : ''),
    },
    {
      id: 'projects',
      header: t('projects'),
      align: 'right',
      cell: (row) => row.project_count || '',
    },
  ]
}

function Status({ row }: { row: PartnershipListItem }) {
  const { t } = useTranslation('partnerships')
  if (!row.status) return <span className="subtle">{t('not_begun')}</span>
  return (
    <>
      <StatusTag status={row.status} label={t(`statuses.${row.status}`)} />
      {row.reason && <LocalisedView text={row.reason} className="block small subtle" />}
    </>
  )
}
