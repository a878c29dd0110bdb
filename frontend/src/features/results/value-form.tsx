import { Button, Select, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordEntryMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { EntryCreate, IndicatorOut, PeriodOut } from '../../api/indicators/types.gen'
import { isApiError } from '../../api/problem'
import { useLanguage } from '../../i18n'
import { parseDecimal } from '../../lib/format'
import { ownerOf, refreshResults } from '../../lib/results'
import { useFieldErrorText } from '../../ui/error-text'
import { InlineError } from '../../ui/inline-error'
import { ReasonField } from '../../ui/reason-field'
import { SaveStatus } from '../../ui/save-status'
import { ConflictPanel } from './conflict-panel'
import { figure, typedFigure } from './figures'
import { usePutPeriod } from './queries'

export interface ValueFormProps {
  indicator: IndicatorOut
  period: PeriodOut
  /** What the value is for, in words. */
  label: string
  /** Whether one opened it to type at once. */
  focus?: boolean
  onDone: (saved: boolean) => void
}

/** Records a value where one reads it: type, Enter; Escape leaves. Nobody's value is overwritten unseen. */
export function ValueForm({ indicator, period: newest, label, focus = true, onDone }: ValueFormProps) {
  const { t } = useTranslation('results')
  // As it was when one began to type: what arrives meanwhile has not been seen.
  const [period] = useState(newest)
  const language = useLanguage()
  const [typed, setTyped] = useState(() => typedFigure(language, period.current?.value))
  const [state, setState] = useState<EntryCreate['state']>('reported')
  const [comment, setComment] = useState('')
  const [reason, setReason] = useState('')
  // What was accepted is followed by another only with a reason.
  const accepted = period.current?.status === 'accepted'
  const [mistake, setMistake] = useState<string>()
  const { record, conflict, save } = useRecording(indicator, period, onDone)
  const understood = parseDecimal(typed, language)
  const said = useValueError(record.error)
  const id = useId()

  const submit = (seen: PeriodOut) => {
    if (record.isPending) return
    if (understood === undefined) return setMistake(t('enter_number'))
    setMistake(undefined)
    const said = { value: understood, state, comment: comment.trim() || null }
    save(reason.trim() ? { ...said, reason: reason.trim() } : said, seen)
  }
  const handle = (event: FormEvent) => {
    event.preventDefault()
    submit(conflict ?? period)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone(false)
  }
  const echo = understood !== undefined && figure(language, understood, precise(indicator, understood))
  return (
    <form className="value-form" noValidate onSubmit={handle} onKeyDown={keys} aria-label={label}>
      <div className="value-form__row">
        <TextField
          size="small"
          className="value-form__value"
          inputMode="decimal"
          autoComplete="off"
          autoFocus={focus}
          label={t('value')}
          value={typed}
          error={mistake ?? said.field}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.target.select()}
          aria-describedby={id}
        />
        <Select
          size="small"
          label={t('state')}
          value={state}
          onChange={(event) => setState(event.target.value as EntryCreate['state'])}
        >
          <option value="reported">{t('states.reported')}</option>
          <option value="estimated">{t('states.estimated')}</option>
        </Select>
        <TextField
          size="small"
          className="value-form__comment"
          label={t('comment')}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <span id={id} className="decimal-echo" aria-live="polite">
        {echo && t('understood', { value: echo })}
      </span>
      {(accepted || conflict?.current?.status === 'accepted') && (
        <ReasonField value={reason} onChange={setReason} />
      )}
      {conflict && <ConflictPanel indicator={indicator} theirs={conflict} mine={echo || typed} />}
      {said.other !== undefined && <InlineError error={said.other} />}
      <div className="value-form__buttons">
        <Button size="small" type="submit" loading={record.isPending}>
          {conflict ? t('record_mine') : t('record')}
        </Button>
        <Button
          size="small"
          type="button"
          variant="tertiary"
          data-color="neutral"
          onClick={() => onDone(false)}
        >
          {conflict ? t('keep_theirs') : t('cancel')}
        </Button>
        <SaveStatus state={record.isPending ? 'saving' : record.isError ? 'failed' : 'unsaved'} />
      </div>
    </form>
  )
}

/** Sends a value on the version that was read; when somebody was faster, their period is the conflict. */
function useRecording(indicator: IndicatorOut, period: PeriodOut, onDone: ValueFormProps['onDone']) {
  const cache = useQueryClient()
  const put = usePutPeriod(ownerOf(indicator))
  const [conflict, setConflict] = useState<PeriodOut>()
  const record = useMutation({
    ...recordEntryMutation(),
    onSuccess: (changed) => {
      put(changed)
      onDone(true)
      return refreshResults(cache, ownerOf(indicator), period.id)
    },
    onError: (error) => {
      if (!isApiError(error) || error.status !== 412) return
      // With `stale_version` the service sends the period as it is now.
      const newest = error.problem.current as PeriodOut
      setConflict(newest)
      put(newest)
    },
  })
  const save = (body: EntryCreate, seen: PeriodOut) =>
    record.mutate({ path: { period_id: period.id }, body, headers: { 'if-match': `"${seen.version}"` } })
  return { record, conflict, save }
}

/** What the service refused: the value itself is said beside it, a conflict has its own panel. */
function useValueError(error: unknown): { field?: string; other?: unknown } {
  const text = useFieldErrorText()
  if (!error || (isApiError(error) && error.status === 412)) return {}
  const field = isApiError(error) ? error.problem.fields.find(({ loc }) => loc[1] === 'value') : undefined
  return field ? { field: text(field.code, field.message) } : { other: error }
}

/** What was typed is shown back whole, even if it has more decimals than it may. */
const precise = (indicator: IndicatorOut, value: string) => ({
  ...indicator,
  decimals: Math.min(20, Math.max(indicator.decimals, value.split('.')[1]?.length ?? 0)),
})
