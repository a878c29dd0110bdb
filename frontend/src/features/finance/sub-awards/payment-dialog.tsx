import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { recordTransactionMutation } from '../../../api/registry/@tanstack/react-query.gen'
import type { SubAwardOut, TransactionCreate } from '../../../api/registry/types.gen'
import { zTransactionCreate } from '../../../api/registry/zod.gen'
import { DateInput } from '../../../ui/form/date-input'
import { DecimalInput } from '../../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../../ui/form/fields'
import { showSuccess } from '../../../ui/toast'
import { useAwardsChanged, useAwardWords } from './queries'

interface PaymentDialogProps {
  award: SubAwardOut
  onClose: () => void
}

/** What was paid out of a grant or a loan, or came back: a transaction between its two. */
export function PaymentDialog(props: PaymentDialogProps) {
  const { t } = useTranslation('sub_awards')
  const words = useAwardWords()
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{t('pay_of', { award: words(props.award) })}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <PaymentForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

type Written = 'kind' | 'happened_on' | 'amount' | 'voucher'
type FormValues = { [Key in Written]: string | null }

function PaymentForm({ award, onClose }: PaymentDialogProps) {
  const { t } = useTranslation('sub_awards')
  const changed = useAwardsChanged(award.project_id, award.id)
  const record = useMutation({ ...recordTransactionMutation(), onSuccess: changed })
  const checked = zodResolver(zTransactionCreate)
  const whole = (values: FormValues) => {
    const [giver, receiver] =
      values.kind === 'repayment' ? [award.receiver, award.giver] : [award.giver, award.receiver]
    const { id: sub_award_id, currency } = award
    return { ...values, currency, sub_award_id, giver_id: giver.id, receiver_id: receiver.id }
  }
  const form = useForm<FormValues, unknown, TransactionCreate>({
    defaultValues: {
      kind: Number(award.paid_out) < Number(award.amount) ? 'disbursement' : 'repayment',
      happened_on: null,
      amount: null,
      voucher: null,
    },
    resolver: (values, context, options) =>
      checked(whole(values) as never, context, options as never) as never,
  })
  const submit = async (body: TransactionCreate) => {
    await record.mutateAsync({ path: { project_id: award.project_id }, body })
    showSuccess(t('entered'))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      <SelectInput name="kind" label={t('what')}>
        <option value="disbursement">{t('pay_out')}</option>
        <option value="repayment">{t('pay_back')}</option>
      </SelectInput>
      <DateInput name="happened_on" label={t('date')} />
      <DecimalInput name="amount" label={`${t('amount')}, ${award.currency}`} />
      <TextInput name="voucher" label={t('voucher')} optional autoComplete="off" />
    </ErrorSummaryForm>
  )
}
