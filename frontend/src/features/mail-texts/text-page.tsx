import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Language, languageNames, languages } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { LinkTabs } from '../../ui/link-tabs'
import { PageHeader } from '../../ui/page-header'
import { Editor } from './editor'
import { oneText } from './queries'
import { useTopicName } from './topic-words'

/** The words of one kind of mail, in one language after the other. */
export function MailTextPage({ topic, locale }: { topic: string; locale: Language }) {
  const { t } = useTranslation('mail_texts')
  const name = useTopicName()
  const found = useQuery(oneText(topic, locale))
  return (
    <>
      <PageHeader title={name(topic)} crumbs={[{ label: t('title'), link: { to: '/mail-texts' } }]} />
      <LinkTabs
        label={t('languages')}
        tabs={languages.map((one) => ({
          label: languageNames[one],
          link: { to: '/mail-texts', search: { topic, language: one } },
        }))}
      />
      {found.error && <InlineError error={found.error} retry={found.refetch} />}
      {found.data && <Editor key={`${topic} ${locale}`} found={found.data} />}
    </>
  )
}
