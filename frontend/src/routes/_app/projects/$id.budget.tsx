import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { BudgetView } from '../../../features/finance/budget'
import { budgetQuery } from '../../../features/finance/queries'

export const Route = createFileRoute('/_app/projects/$id/budget')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(budgetQuery(params.id)),
  component: function ProjectBudget() {
    const { id } = Route.useParams()
    return <BudgetView projectId={id} budget={useSuspenseQuery(budgetQuery(id)).data} />
  },
})
