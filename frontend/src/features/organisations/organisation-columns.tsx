import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OrganisationListItem } from '../../api/registry/types.gen'
import { useCountries } from '../../lib/countries'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'

export function useOrganisationColumns(): Column<OrganisationListItem>[] {
  const { t } = useTranslation('organisations')
  const { countryName } = useCountries()
  return [
    { id: 'name', header: t('name'), sort: 'name', cell: (row) => <Name row={row} /> },
    { id: 'kind', header: t('kind'), cell: (row) => t(`kinds.${row.kind}`) },
    {
      id: 'country',
      header: t('country'),
      sort: 'country',
      descending: false,
      cell: (row) => countryName(row.country_code) || t('unknown'),
    },
    { id: 'place', header: t('place'), cell: (row) => row.place_name ?? '' },
  ]
}

function Name({ row }: { row: OrganisationListItem }) {
  const { t } = useTranslation('organisations')
  return (
    <>
      <Link to="/organisations/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
      {row.matched_alias && (
        <span className="block small subtle">{t('found_as', { name: row.matched_alias })}</span>
      )}
      {row.archived && <StatusTag status="archived" label={t('archived')} />}
    </>
  )
}
