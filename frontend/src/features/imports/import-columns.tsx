import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ImportListItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'
import { useBrought } from './brought'
import { stateTones } from './states'

export function useImportColumns(): Column<ImportListItem>[] {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  const brought = useBrought()
  return [
    {
      id: 'file',
      header: t('file'),
      cell: (row) => (
        <Link to="/imports/$id" params={{ id: row.id }}>
          {row.file_name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (row) => (
        <StatusTag status={row.state} tone={stateTones[row.state]} label={t(`states.${row.state}`)} />
      ),
    },
    { id: 'rows', header: t('rows'), align: 'right', cell: (row) => num(language, row.row_count) },
    {
      id: 'brought',
      header: t('brought'),
      cell: (row) => (row.state === 'committed' ? brought(row.created) : ''),
    },
    { id: 'who', header: t('who'), cell: (row) => row.actor.name },
    { id: 'when', header: t('when'), nowrap: true, cell: (row) => datetime(language, row.created_at) },
  ]
}
