import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addFundingApplication, changeFundingApplication } from '../../api/registry/sdk.gen'
import type { FundingApplicationCreate, FundingApplicationOut } from '../../api/registry/types.gen'
import { zFundingApplicationCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import { searchThings } from '../../lib/things'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { CurrencyInput } from '../../ui/form/currency-input'
import { DateInput } from '../../ui/form/date-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import { outcomes } from './outcomes'
import { type OfRound, useFundingChanged } from './queries'

interface ApplicationDialogProps extends OfRound {
  /** The application to change; without it one is entered. */
  known?: FundingApplicationOut | undefined
}

export function ApplicationDialog(props: ApplicationDialogProps) {
  const { t } = useTranslation('funding')
  const { known } = props
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>
            {known ? t('change_of', { name: known.partnership.name }) : t('add_application')}
          </Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ApplicationForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

const check = zodResolver(zFundingApplicationCreate)
/** What is not decided has no day of it, and a currency is of an amount. */
const whole = (values: FundingApplicationCreate) => ({
  ...values,
  decided_on: values.outcome === 'applied' ? null : values.decided_on,
  currency: values.amount ? values.currency : null,
})

function ApplicationForm({ round, known, onClose }: ApplicationDialogProps) {
  const { t } = useTranslation('funding')
  const language = useLanguage()
  const changed = useFundingChanged()
  const form = useForm<FundingApplicationCreate, unknown, FundingApplicationCreate>({
    defaultValues: {
      partnership_id: known?.partnership.id ?? '',
      applied_on: known?.applied_on ?? round.closed_on,
      outcome: known?.outcome ?? 'applied',
      decided_on: known?.decided_on ?? round.decided_on,
      amount: known?.amount ?? null,
      currency: known?.currency ?? 'EUR',
    } as FundingApplicationCreate,
    resolver: (values, context, options) => check(whole(values) as never, context, options as never) as never,
  })
  const save = async ({ partnership_id, ...body }: FundingApplicationCreate) => {
    if (known) {
      const headers = { 'if-match': `"${known.version}"` }
      const path = { funding_application_id: known.id }
      await changeFundingApplication({ path, headers, body, throwOnError: true })
    } else {
      const path = { funding_round_id: round.id }
      await addFundingApplication({ path, body: { ...body, partnership_id }, throwOnError: true })
    }
    await changed(round.programme.id, round.id)
    showSuccess(t('application_saved'))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={save} onCancel={onClose}>
      {!known && (
        <AsyncChoiceInput
          name="partnership_id"
          label={t('partnership')}
          searchKey="partnerships"
          load={searchThings('partnership', language)}
        />
      )}
      <div className="form__row">
        <DateInput name="applied_on" label={t('applied_on')} />
        <SelectInput name="outcome" label={t('outcome')}>
          {outcomes.map((one) => (
            <option key={one} value={one}>
              {t(`outcomes.${one}`)}
            </option>
          ))}
        </SelectInput>
      </div>
      {form.watch('outcome') !== 'applied' && <DateInput name="decided_on" label={t('outcome_day')} />}
      <div className="form__row">
        <DecimalInput name="amount" label={t('amount')} description={t('if_known')} />
        <CurrencyInput />
      </div>
    </ErrorSummaryForm>
  )
}
