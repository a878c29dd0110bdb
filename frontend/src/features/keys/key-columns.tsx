import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MachineOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { ago, dat, datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { KeyState } from './key-state'

export function useKeyColumns(everybody: boolean): Column<MachineOut>[] {
  const { t } = useTranslation('keys')
  const language = useLanguage()
  const owner: Column<MachineOut> = {
    id: 'owner',
    header: t('owner'),
    cell: (row) => row.owner.display_name,
  }
  return [
    {
      id: 'name',
      header: t('name'),
      cell: (row) => (
        <>
          <Link to="/keys/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <span className="block small subtle">
            {t(`kinds.${row.kind}`)} <span className="key-handle">{row.handle}</span>
          </span>
        </>
      ),
    },
    ...(everybody ? [owner] : []),
    {
      id: 'permissions',
      header: t('permissions_short'),
      cell: (row) => t('permission_count', { count: row.permissions.length }),
    },
    { id: 'state', header: t('state'), cell: (row) => <KeyState machine={row} /> },
    { id: 'expires', header: t('expires'), nowrap: true, cell: (row) => dat(language, row.expires_at) },
    {
      id: 'used',
      header: t('last_used'),
      nowrap: true,
      cell: (row) =>
        row.last_used_at ? (
          <time dateTime={row.last_used_at} title={datetime(language, row.last_used_at)}>
            {ago(language, row.last_used_at)}
          </time>
        ) : (
          t('never_used')
        ),
    },
  ]
}
