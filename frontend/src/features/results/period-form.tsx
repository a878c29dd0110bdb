import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  addPeriodMutation,
  changePeriodMutation,
  removePeriodMutation,
} from '../../api/indicators/@tanstack/react-query.gen'
import type { IndicatorOut, PeriodCreate, PeriodOut } from '../../api/indicators/types.gen'
import { zPeriodCreate } from '../../api/indicators/zod.gen'
import { given } from '../../lib/given'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { DateInput } from '../../ui/form/date-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { ReasonInput, reasonIn } from '../../ui/form/reason-input'
import { InlineError } from '../../ui/inline-error'
import { ReasonField } from '../../ui/reason-field'
import { useUnitName } from './figures'
import { following } from './periods'
import type { FormProps } from './texts'
import { useNewest } from './use-newest'

interface Values {
  starts_on: string | null
  ends_on: string | null
  target_value: string | null
}

export interface PeriodFormProps extends FormProps {
  indicator: IndicatorOut
  period: PeriodOut | undefined
}

export function PeriodForm({ indicator, period, onDone, onCancel }: PeriodFormProps) {
  const { t } = useTranslation('results')
  const unit = useUnitName(indicator)
  const add = useMutation(addPeriodMutation())
  const change = useMutation(changePeriodMutation())
  const last = indicator.periods.at(-1)
  const valuesOf = (old?: PeriodOut): Values => ({
    ...(old ?? (last ? following(last) : { starts_on: null, ends_on: null })),
    target_value: old?.target_value ?? null,
  })
  const form = useForm<Values, unknown, PeriodCreate>({
    defaultValues: valuesOf(period),
    resolver: zodResolver(zPeriodCreate) as never,
  })
  const { seen, watch, notice, round } = useNewest(period, (newest) => form.reset(valuesOf(newest)))
  const save = async ({ starts_on, ends_on, target_value = null }: PeriodCreate) => {
    const body = { starts_on, ends_on, target_value }
    await watch(
      seen
        ? change.mutateAsync({
            path: { period_id: seen.id },
            body: { ...body, ...reasonIn(form as never) },
            headers: { 'if-match': `"${seen.version}"` },
          })
        : add.mutateAsync({ path: { indicator_id: indicator.id }, body }),
    )
    await onDone()
  }
  return (
    <>
      <ErrorSummaryForm
        key={round}
        form={form}
        submit={t('save')}
        onSubmit={save}
        onCancel={onCancel}
        guard={false}
      >
        {notice}
        <div className="form__row">
          <DateInput name="starts_on" label={t('starts_on')} />
          <DateInput name="ends_on" label={t('ends_on')} />
        </div>
        <DecimalInput name="target_value" label={t('period_target')} unit={unit} />
        {seen && seen.target_value !== null && (
          <ReasonInput<Values> when={(values) => (values.target_value || null) !== seen.target_value} />
        )}
      </ErrorSummaryForm>
      {seen && seen.entry_count === 0 && <RemovePeriod period={seen} onDone={onDone} />}
    </>
  )
}

/** Only while nothing was recorded for it; a target was agreed, and goes for a reason. */
function RemovePeriod({ period, onDone }: { period: PeriodOut; onDone: FormProps['onDone'] }) {
  const { t } = useTranslation('results')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const remove = useMutation({ ...removePeriodMutation(), onSuccess: onDone })
  const asked = {
    path: { period_id: period.id },
    query: given({ reason: reason.trim() || undefined }),
    headers: { 'if-match': `"${period.version}"` },
  }
  return (
    <div className="remove-period">
      {remove.isError && !asking && <InlineError error={remove.error} />}
      <Button
        size="small"
        variant="tertiary"
        data-color="danger"
        loading={remove.isPending}
        onClick={() => (period.target_value === null ? remove.mutate(asked) : setAsking(true))}
      >
        {t('remove_period')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        onClose={() => setAsking(false)}
        title={t('remove_period')}
        confirm={t('remove_period')}
        onConfirm={() => remove.mutateAsync(asked)}
      >
        <ReasonField value={reason} onChange={setReason} />
      </ConfirmDialog>
    </div>
  )
}
