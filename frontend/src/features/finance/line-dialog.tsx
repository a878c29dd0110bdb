import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog, LocalAlert } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import { addBudgetLineMutation, changeBudgetLineMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { BudgetLineCreate, BudgetLineOut } from '../../api/registry/types.gen'
import { zBudgetLineCreate, zBudgetLineOut } from '../../api/registry/zod.gen'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { CurrencyInput } from '../../ui/form/currency-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { ReasonInput, reasonIn } from '../../ui/form/reason-input'
import { showSuccess } from '../../ui/toast'
import { useLineWords } from './line-words'
import { useBudgetChanged } from './queries'

export interface LineDialogProps {
  projectId: string
  /** What is changed; without it a new line is added. */
  line: BudgetLineOut | undefined
  /** What a new line is in. */
  currency: string
  onClose: () => void
}

export function LineDialog(props: LineDialogProps) {
  const { t } = useTranslation('finance')
  const words = useLineWords()
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{props.line ? t('change_line', { line: words(props.line) }) : t('add')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <LineForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface FormValues {
  year: string | number
  funder_id: string
  amount: string | null
  currency: string
  note: string | null
}

const checked = zodResolver(zBudgetLineCreate)

export function LineForm({ projectId, line, currency, onClose }: LineDialogProps) {
  const { t } = useTranslation('finance')
  const words = useLineWords()
  const [theirs, setTheirs] = useState<BudgetLineOut>()
  const save = useSaveLine(projectId, line, theirs)
  const form = useForm<FormValues, unknown, BudgetLineCreate>({
    defaultValues: {
      year: line?.year ?? '',
      funder_id: line?.funder.id ?? '',
      amount: line?.amount ?? null,
      currency: line?.currency ?? currency,
      note: line?.note ?? null,
    },
    resolver: (values, context, options) =>
      checked(
        { ...values, year: values.year === '' ? null : Number(values.year) } as never,
        context,
        options as never,
      ) as never,
  })
  const submit = async (body: BudgetLineCreate) => {
    try {
      const saved = await save({ ...body, ...reasonIn(form as never) })
      showSuccess(t('saved_now', { line: words(saved) }))
      onClose()
    } catch (error) {
      const current = currentOf(error)
      // Overwriting somebody's work is possible, but only after it was seen.
      if (current) setTheirs(current)
      else throw error
    }
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      {theirs && (
        <LocalAlert status="warning" role="alert">
          <LocalAlert.Header>
            <LocalAlert.Title as="div">{t('theirs_title')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>
            <p className="flush">{t('theirs', { line: words(theirs) })}</p>
            <p className="flush">{t('theirs_hint')}</p>
          </LocalAlert.Content>
        </LocalAlert>
      )}
      <div className="form__row">
        <TextInput name="year" label={t('year')} inputMode="numeric" autoComplete="off" />
        <AsyncChoiceInput
          name="funder_id"
          label={t('funder')}
          searchKey="organisations"
          load={searchOrganisations}
          known={line?.funder.name}
        />
      </div>
      <div className="form__row">
        <DecimalInput name="amount" label={t('amount')} />
        <CurrencyInput />
      </div>
      <TextInput name="note" label={t('note')} optional />
      {line && line.year < new Date().getFullYear() && (
        <ReasonInput<FormValues>
          when={({ amount }) => amount !== null && Number(amount) !== Number(line.amount)}
        />
      )}
    </ErrorSummaryForm>
  )
}

function useSaveLine(
  projectId: string,
  line: BudgetLineOut | undefined,
  theirs: BudgetLineOut | undefined,
): (body: BudgetLineCreate) => Promise<BudgetLineOut> {
  const changed = useBudgetChanged(projectId)
  const add = useMutation({ ...addBudgetLineMutation(), onSuccess: changed })
  const change = useMutation({ ...changeBudgetLineMutation(), onSettled: changed })
  return (body) => {
    if (!line) return add.mutateAsync({ path: { project_id: projectId }, body })
    const headers = { 'if-match': `"${(theirs ?? line).version}"` }
    return change.mutateAsync({ path: { budget_line_id: line.id }, body, headers })
  }
}

/** With a stale version the service sends how the line is now. */
function currentOf(error: unknown): BudgetLineOut | undefined {
  if (!isApiError(error) || error.problem.code !== 'stale_version') return undefined
  const read = zBudgetLineOut.safeParse(error.problem.current)
  return read.success ? read.data : undefined
}
