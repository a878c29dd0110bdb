import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { makeSubAwardMutation } from '../../../api/registry/@tanstack/react-query.gen'
import type { LoanTerms, SubAwardCreate } from '../../../api/registry/types.gen'
import { zSubAwardCreate } from '../../../api/registry/zod.gen'
import { searchOrganisations } from '../../../lib/organisations'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { CurrencyInput } from '../../../ui/form/currency-input'
import { DateInput } from '../../../ui/form/date-input'
import { DecimalInput } from '../../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../../ui/form/fields'
import { showSuccess } from '../../../ui/toast'
import { useAwardsChanged, useAwardWords } from './queries'

interface AwardDialogProps {
  projectId: string
  onClose: () => void
}

export function AwardDialog(props: AwardDialogProps) {
  const { t } = useTranslation('sub_awards')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('add')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <AwardForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

type Written<Thing> = { [Key in keyof Thing]: string | null }
interface FormValues extends Omit<Written<SubAwardCreate>, 'terms'> {
  terms: Written<LoanTerms>
}

const checked = zodResolver(zSubAwardCreate)
const number = (text: string | null) => (text?.trim() ? Number(text) : null)

/** A grant has no terms, whatever was typed before it became one; numbers are typed as texts. */
const whole = ({ terms, ...values }: FormValues) => ({
  ...values,
  terms:
    values.kind === 'loan'
      ? { ...terms, instalments: number(terms.instalments), months_between: number(terms.months_between) }
      : null,
})

function AwardForm({ projectId, onClose }: AwardDialogProps) {
  const { t } = useTranslation('sub_awards')
  const words = useAwardWords()
  const make = useMutation({ ...makeSubAwardMutation(), onSuccess: useAwardsChanged(projectId) })
  const form = useForm<FormValues, unknown, SubAwardCreate>({
    defaultValues: {
      kind: 'loan',
      giver_id: '',
      receiver_id: '',
      amount: null,
      currency: 'EUR',
      awarded_on: null,
      note: null,
      terms: {
        interest: null,
        method: 'annuity',
        instalments: '12',
        months_between: '1',
        first_due_on: null,
      },
    },
    resolver: (values, context, options) =>
      checked(whole(values) as never, context, options as never) as never,
  })
  const submit = async (body: SubAwardCreate) => {
    const award = await make.mutateAsync({ path: { project_id: projectId }, body })
    showSuccess(t('made', { award: words(award) }))
    onClose()
  }
  const organisation = { searchKey: 'organisations', load: searchOrganisations }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      <div className="form__row">
        <SelectInput name="kind" label={t('kind')}>
          <option value="loan">{t('loan')}</option>
          <option value="grant">{t('grant')}</option>
        </SelectInput>
        <DateInput name="awarded_on" label={t('awarded_on')} />
      </div>
      <AsyncChoiceInput name="giver_id" label={t('giver')} {...organisation} />
      <AsyncChoiceInput name="receiver_id" label={t('receiver')} {...organisation} />
      <div className="form__row">
        <DecimalInput name="amount" label={t('amount')} />
        <CurrencyInput />
      </div>
      {form.watch('kind') === 'loan' && <TermsFields />}
      <TextInput name="note" label={t('note')} optional autoComplete="off" />
    </ErrorSummaryForm>
  )
}

function TermsFields() {
  const { t } = useTranslation('sub_awards')
  return (
    <>
      <div className="form__row">
        <DecimalInput name="terms.interest" label={t('interest')} unit="%" />
        <SelectInput name="terms.method" label={t('method')}>
          <option value="annuity">{t('annuity')}</option>
          <option value="equal_principal">{t('equal_principal')}</option>
        </SelectInput>
      </div>
      <div className="form__row">
        <TextInput name="terms.instalments" label={t('instalments')} inputMode="numeric" autoComplete="off" />
        <TextInput
          name="terms.months_between"
          label={t('months_between')}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
      <DateInput name="terms.first_due_on" label={t('first_due_on')} />
    </>
  )
}
