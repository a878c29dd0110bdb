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
  target_low: string | null
  target_high: string | null
}

export interface PeriodFormProps extends FormProps {
  indicator: IndicatorOut
  period: PeriodOut | undefined
}

export function PeriodForm({ indicator, period, onDone, onCancel }: PeriodFormProps) {
  const { t } = useTranslation(['results', 'library'])
  const unit = useUnitName(indicator)
  const add = useMutation(addPeriodMutation())
  const change = useMutation(changePeriodMutation())
  const last = indicator.periods.at(-1)
  const valuesOf = (old?: PeriodOut): Values => ({
    ...(old ?? (last ? following(last) : { starts_on: null, ends_on: null })),
    target_value: old?.target_value ?? null,
    target_low: old?.target_low ?? null,
    target_high: old?.target_high ?? null,
  })
  const form = useForm<Values, unknown, PeriodCreate>({
    defaultValues: valuesOf(period),
    resolver: zodResolver(zPeriodCreate) as never,
  })
  const { seen, watch, notice, round } = useNewest(period, (newest) => form.reset(valuesOf(newest)))
  const save = async ({
    starts_on,
    ends_on,
    target_value = null,
    target_low = null,
    target_high = null,
  }: PeriodCreate) => {
    const target = indicator.direction === 'range' ? { target_low, target_high } : { target_value }
    const body = { starts_on, ends_on, ...target }
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
        {indicator.direction === 'range' ? (
          <div className="form__row">
            <DecimalInput name="target_low" label={t('library:target_low')} unit={unit} />
            <DecimalInput name="target_high" label={t('library:target_high')} unit={unit} />
          </div>
        ) : (
          <DecimalInput name="target_value" label={t('period_target')} unit={unit} />
        )}
        {seen && <ReasonInput<Values> when={(values) => replacesTarget(seen, values)} />}
      </ErrorSummaryForm>
      {seen && seen.entry_count === 0 && <RemovePeriod period={seen} onDone={onDone} />}
    </>
  )
}

const targets = ['target_value', 'target_low', 'target_high'] as const

const hasTarget = (period: PeriodOut) => targets.some((name) => period[name] !== null)

/** A target that stands would become another, or none. */
const replacesTarget = (old: PeriodOut, values: Values) =>
  targets.some((name) => old[name] !== null && (values[name] || null) !== old[name])

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
        onClick={() => (hasTarget(period) ? setAsking(true) : remove.mutate(asked))}
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
