import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditEventItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'

export function useAuditColumns(): Column<AuditEventItem>[] {
  const { t } = useTranslation(['audit', 'history'])
  const language = useLanguage()
  return [
    {
      id: 'at',
      header: t('audit:at'),
      nowrap: true,
      cell: (row) => (
        <Link to="/audit/$position" params={{ position: String(row.position) }}>
          <time dateTime={row.at}>{datetime(language, row.at)}</time>
        </Link>
      ),
    },
    {
      id: 'actor',
      header: t('audit:actor'),
      cell: (row) => row.actor?.name ?? <span className="subtle">{t('audit:nobody')}</span>,
    },
    { id: 'kind', header: t('audit:kind'), cell: (row) => t(`audit:kinds.${row.kind}`) },
    { id: 'action', header: t('audit:action'), cell: (row) => <code>{row.action}</code> },
    {
      id: 'object',
      header: t('audit:object'),
      cell: (row) =>
        row.object_type && t(`history:parts.${row.object_type}` as never, { defaultValue: row.object_type }),
    },
    {
      id: 'outcome',
      header: t('audit:outcome'),
      cell: (row) => (
        <StatusTag
          status={row.outcome === 'done' ? 'completed' : 'cancelled'}
          label={t(`audit:outcomes.${row.outcome}`)}
        />
      ),
    },
  ]
}
