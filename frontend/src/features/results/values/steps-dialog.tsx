import { Button, Dialog, Select } from '@navikt/ds-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n'
import { ReasonField } from '../../../ui/reason-field'
import { periodName } from '../periods'
import { useCounts, useLocks, useModel } from './context'
import type { Layout } from './layout'
import { StepsOutcome } from './steps-outcome'
import { type Step, type StepsTold, takeSteps } from './take-steps'
import { readyFor, type Waiting } from './waiting'
import { useWays } from './way-context'

export interface StepsDialogProps {
  layout: Layout
  step: Step
  /** Closed before it is taken away: else what lies behind it stays out of reach. */
  open: boolean
  /** Only these, by the id of their period; all that are ready without it. */
  only?: ReadonlySet<string> | undefined
  onClose: () => void
}

/** A step for many at once: of which period, why, how it goes on, and what became of each. */
export function StepsDialog({ layout, step, open, only, onClose }: StepsDialogProps) {
  const { t } = useTranslation('values')
  const model = useModel()
  const counts = useCounts()
  const [column, setColumn] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const ways = useWays()
  const locks = useLocks()
  const [all] = useState(() =>
    readyFor(model, layout, ways, step, locks).filter((one) => only?.has(one.period) ?? true),
  )
  const [progress, setProgress] = useState<number>()
  const [told, setTold] = useState<StepsTold>()
  const chosen = all.filter((one) => column === '' || one.column === column)
  const unsaved = counts.waiting + counts.saving + counts.invalid + counts.refused + counts.conflict
  const run = async () => {
    if (step === 'returned' && reason.trim() === '') return setMissing(true)
    setProgress(0)
    setTold(await takeSteps(model, chosen, step, reason.trim(), setProgress))
  }
  const busy = progress !== undefined && !told
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // What had the focus is gone by then, and the keys must not go nowhere.
    if (told) close.current?.focus()
  }, [told])
  return (
    <Dialog open={open} onOpenChange={(next) => !next && !busy && onClose()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{t(`way.title_of.${step}`)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {told ? (
            <StepsOutcome layout={layout} step={step} told={told} />
          ) : (
            <div className="steps">
              {!only && <PeriodChoice layout={layout} all={all} value={column} onChange={setColumn} />}
              <p className="flush">{t(`way.about.${step}`, { count: chosen.length })}</p>
              {step === 'submitted' && unsaved > 0 && (
                <p className="flush">{t('way.unsaved', { count: unsaved })}</p>
              )}
              {step !== 'submitted' && (
                <ReasonField
                  label={t('way.note')}
                  hint={step === 'returned' ? undefined : t('way.note_free')}
                  value={reason}
                  error={missing && reason.trim() === '' ? t('way.reason_missing') : undefined}
                  onChange={setReason}
                />
              )}
              {busy && <Progress step={step} done={progress} all={chosen.length} />}
            </div>
          )}
        </Dialog.Body>
        <Dialog.Footer>
          <Button ref={close} variant="secondary" data-color="neutral" onClick={onClose} disabled={busy}>
            {t(told ? 'way.close' : 'way.cancel')}
          </Button>
          {!told && (
            <Button onClick={() => void run()} loading={busy} disabled={chosen.length === 0}>
              {t(`way.do.${step}`, { count: chosen.length })}
            </Button>
          )}
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

interface PeriodChoiceProps {
  layout: Layout
  all: readonly Waiting[]
  value: string
  onChange: (column: string) => void
}

function PeriodChoice({ layout, all, value, onChange }: PeriodChoiceProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const columns = layout.columns
    .map((column) => ({ column, count: all.filter((one) => one.column === column.key).length }))
    .filter(({ count }) => count > 0)
  if (columns.length < 2) return null
  return (
    <Select size="small" label={t('period')} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('way.all_periods', { count: all.length })}</option>
      {columns.map(({ column, count }) => (
        <option key={column.key} value={column.key}>
          {t('way.one_period', { period: periodName(language, column), count })}
        </option>
      ))}
    </Select>
  )
}

function Progress({ step, done, all }: { step: Step; done: number; all: number }) {
  const { t } = useTranslation('values')
  const label = t(`way.doing.${step}`, { done, all })
  return (
    <div className="steps__progress">
      <progress max={all} value={done} aria-label={label} />
      <span role="status">{label}</span>
    </div>
  )
}
