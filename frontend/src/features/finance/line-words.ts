import { useTranslation } from 'react-i18next'
import type { BudgetLineOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { money } from '../../lib/format'

/** A line in words, for titles and messages: "2005, NORAD, 130,000 NOK". */
export function useLineWords(): (line: BudgetLineOut) => string {
  const { t } = useTranslation('finance')
  const language = useLanguage()
  return ({ year, funder, amount, currency }) =>
    t('line', { year, funder: funder.name, amount: money(language, amount, currency) })
}
