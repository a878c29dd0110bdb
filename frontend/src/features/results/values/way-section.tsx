import { Button } from '@navikt/ds-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonField } from '../../../ui/reason-field'
import { useCell, useLocks } from './context'
import { statusOf } from './grid-model'
import type { Step } from './take-steps'
import { possible, useTakeStep, useWays } from './way-context'

/** Of locked days these would change a figure. */
const COUNTS: readonly Step[] = ['submitted', 'accepted']

interface WaySectionProps {
  period: string
  /** One came to say why it goes back. */
  returning: boolean
  onStepped: () => void
}

/** The steps that one may take with a value now, and why. */
export function WaySection({ period, returning, onStepped }: WaySectionProps) {
  const { t } = useTranslation(['values', 'results'])
  const cell = useCell(period)
  const status = statusOf(cell)
  const locked = useLocks().has(period)
  const steps = possible(cell, useWays()).filter((step) => !(locked && COUNTS.includes(step)))
  if (!status) return null
  return (
    <section className="value-way" aria-label={t('way.title_one')}>
      <span className="value-status" data-status={status}>
        {t(`results:statuses.${status}`)}
      </span>
      {steps.length > 0 && (
        <Actions
          key={`${cell.version} ${status}`}
          period={period}
          steps={steps}
          returning={returning}
          onStepped={onStepped}
        />
      )}
    </section>
  )
}

interface ActionsProps {
  period: string
  /** Which of the period's entries, if not the one in its cell. */
  entry?: string
  steps: readonly Step[]
  returning: boolean
  onStepped: () => void
}

/** Buttons for the steps that are possible, with room to say why. */
export function Actions({ period, entry, steps, returning, onStepped }: ActionsProps) {
  const { t } = useTranslation('values')
  const take = useTakeStep()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState<Step>()
  const [missing, setMissing] = useState(false)
  const reviews = steps.includes('returned')
  const run = async (step: Step) => {
    if (step === 'returned' && reason.trim() === '') return setMissing(true)
    setBusy(step)
    if (await take(period, step, reason.trim(), entry)) onStepped()
    setBusy(undefined)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // Enter in the reason: one came to send it back.
    if (reviews) void run('returned')
  }
  return (
    <form className="value-way__actions" noValidate onSubmit={submit}>
      {reviews && (
        <ReasonField
          label={t('way.note')}
          hint={t('way.note_hint')}
          autoFocus={returning}
          value={reason}
          error={missing && reason.trim() === '' ? t('way.reason_missing') : undefined}
          onChange={setReason}
        />
      )}
      <div className="values__choice">
        {steps.map((step, place) => (
          <Button
            key={step}
            size="small"
            type="button"
            variant={place === 0 ? 'primary' : 'secondary'}
            {...(place === 0 ? {} : { 'data-color': 'neutral' as const })}
            loading={busy === step}
            onClick={() => void run(step)}
          >
            {t(`way.one.${step}`)}
          </Button>
        ))}
      </div>
    </form>
  )
}
