import '../../features/mail-texts/mail-texts.css'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { allTexts } from '../../features/mail-texts/queries'
import { useTextColumns } from '../../features/mail-texts/text-columns'
import { laterTexts, useLanguage } from '../../i18n'
import { isLanguage } from '../../lib/languages'
import { searchSchema, text } from '../../lib/search'
import { DataTable } from '../../ui/data-table'
import { MailTabs } from '../../ui/mail-tabs'
import { PageHeader } from '../../ui/page-header'

export const Route = createFileRoute('/_app/mail-texts')({
  // In the query, as a topic has dots: a path that has them is a file's.
  validateSearch: searchSchema({ tab: text(), after: text(), topic: text(), language: text() }),
  loader: laterTexts,
  component: MailTexts,
})

const HeldBackPage = lazy(() =>
  import('../../features/mail-texts/held-page').then((part) => ({ default: part.HeldBackPage })),
)
const MailTextPage = lazy(() =>
  import('../../features/mail-texts/text-page').then((part) => ({ default: part.MailTextPage })),
)

function MailTexts() {
  const { tab, after, topic, language } = Route.useSearch()
  const reading = useLanguage()
  if (tab !== 'held' && !topic) return <List />
  return (
    <Suspense fallback={<p aria-busy="true" />}>
      {topic ? (
        <MailTextPage topic={topic} locale={isLanguage(language) ? language : reading} />
      ) : (
        <HeldBackPage after={after} />
      )}
    </Suspense>
  )
}

/** Every kind of mail, and in which languages it has an installation's own words. */
function List() {
  const { t } = useTranslation('mail_texts')
  const texts = useQuery(allTexts)
  const columns = useTextColumns()
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailTabs />
      <DataTable label={t('title')} columns={columns} query={texts} rowId={(row) => row.topic} />
    </>
  )
}
