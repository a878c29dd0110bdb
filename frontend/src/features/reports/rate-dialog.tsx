import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  listCurrenciesOptions,
  registerConversionRateMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ConversionRateCreate } from '../../api/registry/types.gen'
import { zConversionRateCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { DateInput } from '../../ui/form/date-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'

export interface RateDialogProps {
  from?: string | undefined
  to?: string | undefined
  onClose: () => void
}

/** What one unit of a currency is worth in another from a day on, and who says so. */
export function RateDialog(props: RateDialogProps) {
  const { t } = useTranslation('rates')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('register')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <RateForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface FormValues {
  from_currency: string
  to_currency: string
  rate: string | null
  valid_on: string | null
  source: string
}

function RateForm({ from, to, onClose }: RateDialogProps) {
  const { t } = useTranslation('rates')
  const language = useLanguage()
  const cache = useQueryClient()
  const register = useMutation({
    ...registerConversionRateMutation(),
    // Figures and reports are converted anew: whatever is on other pages is read again.
    onSuccess: () => cache.invalidateQueries(),
  })
  const form = useForm<FormValues, unknown, ConversionRateCreate>({
    defaultValues: {
      from_currency: from ?? 'NOK',
      to_currency: to ?? 'EUR',
      rate: null,
      valid_on: null,
      source: '',
    },
    resolver: zodResolver(zConversionRateCreate) as never,
  })
  const submit = async (body: ConversionRateCreate) => {
    const made = await register.mutateAsync({ body })
    const rate = num(language, made.rate, { maximumFractionDigits: 10 })
    showSuccess(t('saved', { from: made.from_currency, to: made.to_currency, rate }))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      <div className="form__row">
        <CurrencyInput name="from_currency" label={t('from')} />
        <CurrencyInput name="to_currency" label={t('to')} />
      </div>
      <div className="form__row">
        <DecimalInput name="rate" label={t('rate')} unit={form.watch('to_currency')} />
        <DateInput name="valid_on" label={t('valid_on')} />
      </div>
      <TextInput name="source" label={t('source')} description={t('source_hint')} />
    </ErrorSummaryForm>
  )
}

function CurrencyInput({ name, label }: { name: string; label: string }) {
  const pick = usePickText()
  const { data } = useQuery({ ...listCurrenciesOptions(), staleTime: Number.POSITIVE_INFINITY })
  return (
    // The browser forgets the choice while there are no options: it is made again when they come.
    <SelectInput key={data ? 'there' : 'coming'} name={name} label={label}>
      {data?.items.map(({ code, name: words }) => (
        <option key={code} value={code}>
          {`${code} – ${pick(words)}`}
        </option>
      ))}
    </SelectInput>
  )
}
