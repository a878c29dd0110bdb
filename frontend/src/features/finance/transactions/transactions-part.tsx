import type { PartProps } from '../finance-parts'
import { transactionSearch } from './search'
import { TransactionsView } from './transactions-view'

export function TransactionsPart({ projectId, search }: PartProps) {
  return <TransactionsView projectId={projectId} search={transactionSearch(search)} />
}
