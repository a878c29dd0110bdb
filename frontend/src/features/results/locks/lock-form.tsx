import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { lockPeriods } from '../../../api/indicators/sdk.gen'
import type { LockCreate } from '../../../api/indicators/types.gen'
import { zLockCreate } from '../../../api/indicators/zod.gen'
import type { What } from '../../../lib/results'
import { DateInput } from '../../../ui/form/date-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { TextInput } from '../../../ui/form/fields'
import type { Changed } from './locks-dialog'

interface Values {
  starts_on: string | null
  ends_on: string | null
  reason: string
}

interface LockFormProps {
  ownerId: string
  what: What
  onChanged: Changed
  onClose: () => void
}

/** Locks days of a project, or of all projects of a programme. */
export function LockForm({ ownerId, what, onChanged, onClose }: LockFormProps) {
  const { t } = useTranslation('locks')
  const form = useForm<Values, unknown, LockCreate>({
    defaultValues: { starts_on: null, ends_on: null, reason: '' },
    resolver: zodResolver(zLockCreate) as never,
  })
  const save = async (body: LockCreate) => {
    await lockPeriods({ path: { owner_id: ownerId }, body, throwOnError: true })
    await onChanged(t('done.locked'))
    onClose()
  }
  return (
    <section className="stack-small" aria-label={t('lock')}>
      <h2 className="locks__title">{t('lock')}</h2>
      <p className="flush subtle">{t(`reach.${what}`)}</p>
      <ErrorSummaryForm form={form} submit={t('lock_save')} onSubmit={save} onCancel={onClose} guard={false}>
        <div className="form__row">
          <DateInput name="starts_on" label={t('starts_on')} />
          <DateInput name="ends_on" label={t('ends_on')} />
        </div>
        <TextInput name="reason" label={t('reason')} description={t('reason_hint')} autoComplete="off" />
      </ErrorSummaryForm>
    </section>
  )
}
