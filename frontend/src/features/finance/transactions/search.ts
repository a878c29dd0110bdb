import { choice, flag, integer, matching, type SearchOf, searchSchema, text } from '../../../lib/search'

/** In the order in which money goes its way. */
export const kinds = ['commitment', 'disbursement', 'expenditure', 'repayment'] as const

export const transactionSearch = searchSchema({
  kind: choice(kinds),
  year: integer(1990, 2100),
  currency: matching(/^[A-Z]{3}$/),
  standing: flag(),
  show_in: matching(/^[A-Z]{3}$/),
  after: text(),
})
export type TransactionSearch = SearchOf<typeof transactionSearch>
