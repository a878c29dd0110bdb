import { Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Change } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import { isLanguage, type LocalisedText, type PickedText, pickText } from '../../lib/languages'
import { page } from './links'

export function ChangesPanel({ changes }: { changes: Change[] }) {
  const { t } = useTranslation('overview')
  if (changes.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="xsmall" spacing>
        {t('changes.title')}
      </Heading>
      <ol className="news">
        {changes.map((change) => (
          <ChangeItem key={change.id} change={change} />
        ))}
      </ol>
    </section>
  )
}

function ChangeItem({ change }: { change: Change }) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const [subject = '', verb = ''] = change.event_type.split('.')
  const what = t(`changes.what.${verb}`, { defaultValue: '' })
  const kind = t(`changes.kind.${subject}`, { defaultValue: '' })
  const name = nameOf(change.params, language) ?? { text: kind, lang: language }
  const link = page(change.object_type, change.object_id)
  const text = <span {...(name.lang === language ? {} : { lang: name.lang })}>{name.text}</span>
  return (
    <li>
      <span>{link ? <Link {...link}>{text}</Link> : text}</span>
      <span className="news__note">
        {[[kind, what].filter(Boolean).join(' '), change.actor_name].filter(Boolean).join(' · ')}
        {' · '}
        <time dateTime={change.occurred_at} title={datetime(language, change.occurred_at)}>
          {ago(language, change.occurred_at)}
        </time>
      </span>
    </li>
  )
}

/** Events carry the name of their object: of a project as a text in several languages, of others as it is. */
function nameOf(params: Change['params'], language: string): PickedText | undefined {
  const { name, title, project_title: project, original_language: original } = params
  if (typeof name === 'string') return { text: name, lang: isLanguage(language) ? language : 'en' }
  const written = typeof original === 'string' ? original : undefined
  return pickText((title ?? project) as LocalisedText | undefined, language, written)
}
