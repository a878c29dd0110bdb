import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FrameworkSheetPage } from '../../../features/framework-sheet/framework-sheet-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/programmes/$id/results_/sheet')({
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(programmeQuery(params.id)), laterTexts()])
  },
  component: ProgrammeFrameworkSheet,
})

function ProgrammeFrameworkSheet() {
  const { t } = useTranslation('programmes')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(programmeQuery(id))
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
      <FrameworkSheetPage key={id} what="programme" ownerId={id} />
    </>
  )
}
