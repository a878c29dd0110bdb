import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import type { Column } from '../../ui/data-table'
import { ReceiverState } from '../../ui/receivers/receiver-state'
import { kindNames } from './words'

export function useChannelColumns(): Column<ChatChannelOut>[] {
  const { t } = useTranslation(['channels', 'webhooks'])
  const language = useLanguage()
  return [
    {
      id: 'name',
      header: t('channels:name'),
      cell: (row) => (
        <>
          <Link to="/programmes/$id/channels/$channel" params={{ id: row.programme_id, channel: row.id }}>
            {row.name}
          </Link>
          <span className="block small subtle">
            {t('channels:at', { kind: kindNames[row.kind], host: row.host })}
          </span>
        </>
      ),
    },
    { id: 'state', header: t('webhooks:state'), cell: (row) => <ReceiverState receiver={row} /> },
    {
      id: 'topics',
      header: t('channels:topics'),
      cell: (row) => t('channels:topic_count', { count: row.topics.length }),
    },
    {
      id: 'language',
      header: t('channels:language'),
      cell: (row) => <span lang={row.language}>{languageNames[row.language]}</span>,
    },
    {
      id: 'success',
      header: t('webhooks:last_success'),
      nowrap: true,
      cell: (row) =>
        row.last_success_at ? (
          <time dateTime={row.last_success_at} title={datetime(language, row.last_success_at)}>
            {ago(language, row.last_success_at)}
          </time>
        ) : (
          t('webhooks:never')
        ),
    },
  ]
}
