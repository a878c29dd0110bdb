import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NetworkListItem } from '../../api/registry/types.gen'
import { usePeriod } from '../../lib/period'
import type { Column } from '../../ui/data-table'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'

export function useNetworkColumns(): Column<NetworkListItem>[] {
  const { t } = useTranslation('networks')
  const period = usePeriod()
  const pick = usePickText()
  return [
    { id: 'name', header: t('name'), sort: 'name', width: '18rem', cell: (row) => <Name row={row} /> },
    { id: 'code', header: t('code'), sort: 'code', descending: false, nowrap: true, cell: (row) => row.code },
    {
      id: 'themes',
      header: t('themes'),
      cell: (row) => row.themes.map(({ name }) => pick(name)).join(', ') || '–',
    },
    {
      id: 'period',
      header: t('period'),
      nowrap: true,
      cell: (row) => period(row.starts_on, row.ends_on, 'years') || '–',
    },
    { id: 'lead', header: t('lead_organisation'), cell: (row) => row.lead?.name ?? '–' },
    { id: 'members', header: t('members'), align: 'right', cell: (row) => row.member_count },
    { id: 'projects', header: t('projects'), align: 'right', cell: (row) => row.project_count },
  ]
}

function Name({ row }: { row: NetworkListItem }) {
  const { t } = useTranslation('networks')
  return (
    <>
      <Link to="/networks/$id" params={{ id: row.id }}>
        <LocalisedView text={row.name} original={row.original_language} />
      </Link>
      {row.archived && <StatusTag status="archived" label={t('archived')} />}
    </>
  )
}
