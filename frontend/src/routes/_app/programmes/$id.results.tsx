import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { programmeQuery } from '../../../features/programmes/queries'
import { ResultsPage } from '../../../features/results/results-page'
import { resultsSearch } from '../../../features/results/view-search'
import { SavedViews } from '../../../features/views/saved-views'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/programmes/$id/results')({
  validateSearch: resultsSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(programmeQuery(params.id)),
  component: ProgrammeResults,
})

function ProgrammeResults() {
  const { t } = useTranslation('programmes')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(programmeQuery(id))
  const hash = useLocation({ select: (location) => location.hash })
  const name = usePickText()(data.title, data.original_language)
  return (
    <>
      <PageHeader
        title={`${t('results')}: ${name}`}
        crumbs={[
          { label: t('title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
      />
      <ResultsPage what="programme" id={id} search={Route.useSearch()} hash={hash} tools={<SavedViews />} />
    </>
  )
}
