import { useSuspenseQuery } from '@tanstack/react-query'
import { BudgetView } from './budget'
import type { PartProps } from './finance-parts'
import { budgetQuery } from './queries'

export function BudgetPart({ projectId }: PartProps) {
  return <BudgetView projectId={projectId} budget={useSuspenseQuery(budgetQuery(projectId)).data} />
}
