import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { languageNames } from '../../lib/languages'
import type { Column } from '../../ui/data-table'
import { useReceiverColumns } from '../../ui/receivers/receiver-columns'
import { kindNames } from './words'

export function useChannelColumns(): Column<ChatChannelOut>[] {
  const { t } = useTranslation('channels')
  const receiver = useReceiverColumns()
  return [
    {
      id: 'name',
      header: t('name'),
      cell: (row) => (
        <>
          <Link to="/programmes/$id/channels/$channel" params={{ id: row.programme_id, channel: row.id }}>
            {row.name}
          </Link>
          <span className="block small subtle">{t('at', { kind: kindNames[row.kind], host: row.host })}</span>
        </>
      ),
    },
    receiver.state,
    {
      id: 'topics',
      header: t('topics'),
      cell: (row) => t('topic_count', { count: row.topics.length }),
    },
    {
      id: 'language',
      header: t('language'),
      cell: (row) => <span lang={row.language}>{languageNames[row.language]}</span>,
    },
    receiver.success,
  ]
}
