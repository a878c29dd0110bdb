import { Heading, Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getPreferencesOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { WatchedList } from '../../features/wishes/watched-list'
import { WishesForm } from '../../features/wishes/wishes-form'
import { laterTexts } from '../../i18n'
import { InlineError } from '../../ui/inline-error'
import { PageHeader } from '../../ui/page-header'

export const Route = createFileRoute('/_app/notifications')({
  loader: laterTexts,
  component: Notifications,
})

/** What one hears of, how and when. */
function Notifications() {
  const { t } = useTranslation('wishes')
  const { data, error, refetch, isPending } = useQuery(getPreferencesOptions())
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {error && <InlineError error={error} retry={refetch} />}
      {isPending && <Skeleton variant="rounded" height="14rem" />}
      {data && <WishesForm key={data.version} found={data} />}
      <section className="wish-section wish-watched" aria-labelledby="wishes-watched">
        <Heading level="2" size="small" id="wishes-watched">
          {t('watched.title')}
        </Heading>
        <p className="flush subtle">{t('watched.lead')}</p>
        <WatchedList />
      </section>
    </>
  )
}
