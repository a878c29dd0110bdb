import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MailTemplateRow, TemplateState } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { languageNames } from '../../lib/languages'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'
import { useTopicName } from './topic-words'

export function useTextColumns(): Column<MailTemplateRow>[] {
  const { t } = useTranslation('mail_texts')
  const name = useTopicName()
  const language = useLanguage()
  return [
    {
      id: 'topic',
      header: t('topic'),
      cell: (row) => (
        <Link to="/mail-texts" search={{ topic: row.topic, language }}>
          {name(row.topic)}
        </Link>
      ),
    },
    { id: 'languages', header: t('languages'), cell: (row) => <Languages row={row} /> },
  ]
}

const isOwn = ({ published_number, has_draft }: TemplateState) => published_number !== null || has_draft

/** Only the languages in which somebody wrote something; all others have the shipped text. */
function Languages({ row }: { row: MailTemplateRow }) {
  const { t } = useTranslation('mail_texts')
  const own = row.languages.filter(isOwn)
  if (own.length === 0) return <span className="subtle">{t('shipped_text')}</span>
  return (
    <ul className="mail-texts__languages">
      {own.map((one) => (
        <li key={one.locale}>
          <Link to="/mail-texts" search={{ topic: row.topic, language: one.locale }}>
            {languageNames[one.locale]}
          </Link>
          {one.published_number !== null && !one.is_failing && (
            <StatusTag status="published" tone="success" label={t('own_text')} />
          )}
          {one.is_failing && <StatusTag status="failing" tone="danger" label={t('failing')} />}
          {one.has_draft && <StatusTag status="draft" tone="info" label={t('draft')} />}
        </li>
      ))}
    </ul>
  )
}
