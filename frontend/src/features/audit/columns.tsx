import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditEventItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'
import { ObjectName } from './object-name'
import { useActionWords } from './words'

export function useAuditColumns(): Column<AuditEventItem>[] {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const words = useActionWords()
  return [
    {
      id: 'at',
      header: t('at'),
      nowrap: true,
      cell: (row) => (
        <Link to="/audit/$position" params={{ position: String(row.position) }}>
          <time dateTime={row.at}>{datetime(language, row.at)}</time>
        </Link>
      ),
    },
    {
      id: 'actor',
      header: t('actor'),
      cell: (row) => row.actor?.name ?? <span className="subtle">{t('nobody')}</span>,
    },
    { id: 'kind', header: t('kind'), cell: (row) => t(`kinds.${row.kind}`) },
    { id: 'action', header: t('action'), cell: (row) => words(row.action) },
    {
      id: 'object',
      header: t('object'),
      cell: (row) => <ObjectName event={row} />,
    },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: (row) => (
        <StatusTag
          status={row.outcome === 'done' ? 'completed' : 'cancelled'}
          label={t(`outcomes.${row.outcome}`)}
        />
      ),
    },
  ]
}
