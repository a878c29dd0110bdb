import { Button, Checkbox, LocalAlert } from '@navikt/ds-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../../api/indicators/types.gen'
import { ReasonField } from '../../../ui/reason-field'
import { ConflictPanel } from '../conflict-panel'
import { useCell, useCounts, useModel } from './context'
import { useReason } from './use-reason'

/** What keeps a value from being stored, and the way out. */
export function Trouble({ id, indicator }: { id: string; indicator: IndicatorOut }) {
  const { t } = useTranslation(['values', 'results'])
  const model = useModel()
  const cell = useCell(id)
  const reason = useReason(cell)
  const { state, typed, text, theirs } = cell
  if (state === 'conflict' && theirs) {
    return (
      <>
        <ConflictPanel indicator={indicator} theirs={theirs.period} mine={typed} />
        <div className="values__choice">
          <Button size="small" onClick={() => model.decide(id, 'mine')}>
            {t('results:record_mine')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => model.decide(id, 'theirs')}
          >
            {t('results:keep_theirs')}
          </Button>
        </div>
      </>
    )
  }
  if (reason === undefined) return null
  const unexplained = state === 'unexplained'
  return (
    <LocalAlert status={unexplained ? 'warning' : 'error'} size="small" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">
          {t('problem.title', { value: typed || t('cell.empty') })}
        </LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="flush">{reason}</p>
        {unexplained && <Explain key={id} id={id} />}
        <div className="values__choice">
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => model.change([{ id, text }])}
          >
            {t('problem.back')}
          </Button>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  )
}

/** Asks why an accepted value changes, for this one or for all that were changed. */
function Explain({ id }: { id: string }) {
  const { t } = useTranslation('values')
  const model = useModel()
  const { unexplained } = useCounts()
  const [reason, setReason] = useState('')
  const [all, setAll] = useState(false)
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return setMissing(true)
    model.explain(all ? model.unexplained() : [id], reason.trim())
  }
  return (
    <form className="entry-form" noValidate onSubmit={submit}>
      <ReasonField
        label={t('why')}
        autoFocus
        value={reason}
        error={missing && reason.trim() === '' ? t('way.reason_missing') : undefined}
        onChange={setReason}
      />
      {unexplained > 1 && (
        <Checkbox size="small" checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('why_all', { count: unexplained })}
        </Checkbox>
      )}
      <Button size="small" type="submit">
        {t('why_record')}
      </Button>
    </form>
  )
}
