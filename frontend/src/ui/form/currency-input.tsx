import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listCurrenciesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { usePickText } from '../localised-view'
import { SelectInput } from './fields'

/** What an amount is in; the form holds the code. */
export function CurrencyInput() {
  const { t } = useTranslation('finance')
  const pick = usePickText()
  const { data } = useQuery({ ...listCurrenciesOptions(), staleTime: Number.POSITIVE_INFINITY })
  return (
    // The browser forgets the choice while there are no options: it is made again when they come.
    <SelectInput key={data ? 'there' : 'coming'} name="currency" label={t('currency')}>
      {data?.items.map(({ code, name }) => (
        <option key={code} value={code}>
          {`${code} – ${pick(name)}`}
        </option>
      ))}
    </SelectInput>
  )
}
