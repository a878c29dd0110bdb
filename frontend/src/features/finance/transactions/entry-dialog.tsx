import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { recordTransactionMutation } from '../../../api/registry/@tanstack/react-query.gen'
import type { TransactionCreate } from '../../../api/registry/types.gen'
import { zTransactionCreate } from '../../../api/registry/zod.gen'
import { searchOrganisations } from '../../../lib/organisations'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { CurrencyInput } from '../../../ui/form/currency-input'
import { DateInput } from '../../../ui/form/date-input'
import { DecimalInput } from '../../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../../ui/form/fields'
import { showSuccess } from '../../../ui/toast'
import { useLineWords } from '../line-words'
import { budgetQuery } from '../queries'
import { useEntryWords } from './entry-words'
import { useEntriesChanged } from './queries'
import { kinds } from './search'

interface EntryDialogProps {
  projectId: string
  onClose: () => void
}

export function EntryDialog(props: EntryDialogProps) {
  const { t } = useTranslation('transactions')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('add')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <EntryForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

type FormValues = { [Key in keyof TransactionCreate]: string | null }

export function EntryForm({ projectId, onClose }: EntryDialogProps) {
  const { t } = useTranslation('transactions')
  const words = useEntryWords()
  const lineWords = useLineWords()
  const budget = useQuery(budgetQuery(projectId))
  const changed = useEntriesChanged(projectId)
  const record = useMutation({ ...recordTransactionMutation(), onSuccess: changed })
  const form = useForm<FormValues, unknown, TransactionCreate>({
    defaultValues: {
      kind: 'disbursement',
      happened_on: null,
      value_on: null,
      amount: null,
      currency: budget.data?.items.at(-1)?.currency ?? 'NOK',
      giver_id: '',
      receiver_id: null,
      budget_line_id: null,
      voucher: null,
      note: null,
    },
    resolver: zodResolver(zTransactionCreate) as never,
  })
  const submit = async (body: TransactionCreate) => {
    const made = await record.mutateAsync({ path: { project_id: projectId }, body })
    showSuccess(t('entered_now', { entry: words(made) }))
    onClose()
  }
  const organisation = { searchKey: 'organisations', load: searchOrganisations }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      <div className="form__row">
        <SelectInput name="kind" label={t('kind')}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </SelectInput>
        <DateInput name="happened_on" label={t('date')} />
      </div>
      <div className="form__row">
        <DecimalInput name="amount" label={t('amount')} />
        <CurrencyInput />
      </div>
      <AsyncChoiceInput name="giver_id" label={t('giver')} {...organisation} />
      <AsyncChoiceInput
        name="receiver_id"
        label={t('receiver')}
        description={t('receiver_hint')}
        {...organisation}
      />
      <SelectInput name="budget_line_id" label={t('budget_line')} optional>
        <option value="">{t('no_line')}</option>
        {budget.data?.items.map((line) => (
          <option key={line.id} value={line.id}>
            {lineWords(line)}
          </option>
        ))}
      </SelectInput>
      <div className="form__row">
        <TextInput name="voucher" label={t('voucher')} optional autoComplete="off" />
        <DateInput name="value_on" label={t('value_date')} description={t('value_date_hint')} />
      </div>
      <TextInput name="note" label={t('note')} optional autoComplete="off" />
    </ErrorSummaryForm>
  )
}
