import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../lib/search'
import { DayField } from './day-field'

/** The day for which the page shows things; kept in the address. */
export function AsOfField({ value }: { value: string | undefined }) {
  const { t } = useTranslation()
  const change = useSearchChange()
  return <DayField label={t('as_of')} value={value} onDay={(day) => change({ as_of: day })} />
}
