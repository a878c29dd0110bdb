import { useTranslation } from 'react-i18next'
import type { MailMessageOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'
import { tones, useFailureWords, useKindWords } from './words'

export function useMailColumns(): Column<MailMessageOut>[] {
  const { t } = useTranslation('mail')
  const language = useLanguage()
  const kind = useKindWords()
  const failure = useFailureWords()
  return [
    { id: 'kind', header: t('what'), cell: (row) => kind(row.kind) },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <StatusTag status={state} tone={tones[state]} label={t(`states.${state}`)} />,
    },
    {
      id: 'written',
      header: t('written'),
      nowrap: true,
      cell: (row) => datetime(language, row.created_at),
    },
    {
      id: 'next',
      header: t('then'),
      cell: ({ state, ended_at, attempts, next_attempt_at }) => {
        if (ended_at) return datetime(language, ended_at)
        return state === 'waiting' && attempts > 0
          ? t('next_attempt', { time: datetime(language, next_attempt_at) })
          : ''
      },
    },
    { id: 'attempts', header: t('attempts'), align: 'right', cell: (row) => num(language, row.attempts) },
    { id: 'failure', header: t('why_not'), cell: (row) => (row.failure ? failure(row.failure) : '') },
  ]
}
