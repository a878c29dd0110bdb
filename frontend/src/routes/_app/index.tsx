import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getOverviewOptions } from '../../api/registry/@tanstack/react-query.gen'
import { Dashboard } from '../../features/overview/dashboard'
import { FirstSteps } from '../../features/overview/first-steps'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { PageHeader } from '../../ui/page-header'

export const Route = createFileRoute('/_app/')({
  loader: ({ context }) =>
    context.queryClient.ensureQueryData({ ...getOverviewOptions(), revalidateIfStale: true }),
  component: Home,
})

function Home() {
  const { t } = useTranslation('shell')
  const { data: overview } = useSuspenseQuery(getOverviewOptions())
  const language = useLanguage()
  const empty = overview.organisations.total + overview.projects.total + overview.partnerships.total === 0
  return (
    <>
      <PageHeader title={t('nav.dashboard')} lead={dat(language, new Date(), { dateStyle: 'full' })} />
      {empty ? <FirstSteps /> : <Dashboard overview={overview} />}
    </>
  )
}
