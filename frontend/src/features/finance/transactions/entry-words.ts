import { useTranslation } from 'react-i18next'
import type { TransactionOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { dat, money } from '../../../lib/format'

/** An entry in words, for titles and messages: "Disbursement, 1 June 2005, 400 NOK". */
export function useEntryWords(): (entry: TransactionOut) => string {
  const { t } = useTranslation('transactions')
  const language = useLanguage()
  return ({ kind, happened_on, amount, currency }) =>
    t('entry', {
      kind: t(`kinds.${kind}`),
      day: dat(language, happened_on),
      amount: money(language, amount, currency),
    })
}
