import { createFileRoute } from '@tanstack/react-router'
import { FinanceParts } from '../../../features/finance/finance-parts'
import { budgetQuery } from '../../../features/finance/queries'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/projects/$id/budget')({
  loader: ({ context, params }) =>
    Promise.all([context.queryClient.ensureQueryData(budgetQuery(params.id)), laterTexts()]),
  component: function ProjectFinance() {
    return <FinanceParts projectId={Route.useParams().id} search={Route.useSearch()} />
  },
})
