import { useLanguage } from '../i18n'
import { money } from '../lib/format'

export interface MoneyProps {
  amount: string | number | null | undefined
  currency?: string
}

/** Nothing is not zero: without an amount there is a dash. */
export function Money({ amount, currency }: MoneyProps) {
  const language = useLanguage()
  if (amount === null || amount === undefined) return <span className="num">–</span>
  return <span className="num">{money(language, amount, currency)}</span>
}
