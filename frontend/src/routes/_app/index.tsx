import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getOverviewOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { Change } from '../../api/registry/types.gen'
import { LatestNotifications } from '../../features/inbox/latest'
import { addressOf } from '../../features/inbox/links'
import { sentence } from '../../features/inbox/sentence'
import { Dashboard } from '../../features/overview/dashboard'
import { FirstSteps } from '../../features/overview/first-steps'
import { laterTexts, useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { PageHeader } from '../../ui/page-header'

// The figures are there without it.
const UrgentPanel = lazy(async () => {
  const [part] = await Promise.all([import('../../features/todo/urgent-panel'), laterTexts()])
  return { default: part.UrgentPanel }
})

export const Route = createFileRoute('/_app/')({
  loader: ({ context }) =>
    context.queryClient.ensureQueryData({ ...getOverviewOptions(), revalidateIfStale: true }),
  component: Home,
})

function Home() {
  const { t } = useTranslation('shell')
  const { t: say } = useTranslation('inbox')
  const { data: overview } = useSuspenseQuery(getOverviewOptions())
  const language = useLanguage()
  const tell = ({ event_type: topic, object_type, object_id, params }: Change) => ({
    text: sentence(say, language, { topic, params }),
    address: addressOf({ topic, object_type, object_id, params }),
  })
  const empty = overview.organisations.total + overview.projects.total + overview.partnerships.total === 0
  return (
    <>
      <PageHeader title={t('nav.dashboard')} lead={dat(language, new Date(), { dateStyle: 'full' })} />
      {empty ? (
        <FirstSteps />
      ) : (
        <Dashboard
          overview={overview}
          tell={tell}
          first={
            <Suspense>
              <UrgentPanel />
            </Suspense>
          }
        >
          <LatestNotifications />
        </Dashboard>
      )}
    </>
  )
}
