import { Button, LocalAlert, Select, Textarea } from '@navikt/ds-react'
import { type FormEvent, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordEntries } from '../../../api/indicators/sdk.gen'
import type { EntryDetail, IndicatorOut, PeriodOut, RowOutcome } from '../../../api/indicators/types.gen'
import { ownerOf } from '../../../lib/results'
import { ReasonField } from '../../../ui/reason-field'
import { showError } from '../../../ui/toast'
import { ConflictPanel } from '../conflict-panel'
import { leafOf } from './breakdown'
import { BreakdownFields } from './breakdown-fields'
import { useModel } from './context'
import { CHOICES, type Draft, draftOf, MOST_EVIDENCE, mistakes, rowOf, WITHOUT } from './draft'
import { EvidenceFields } from './evidence-fields'
import { EvidenceFiles } from './evidence-files'
import { useFiles } from './use-files'
import { useCodeText } from './use-reason'
import { ValueFields } from './value-fields'
import { TellContext } from './way-context'

export interface EntryFormProps {
  indicator: IndicatorOut
  period: PeriodOut
  /** For which of the project's places; null for the whole. */
  place: string | null
  /** What was said of it last, if anything. */
  newest: EntryDetail | undefined
  onStored: (period: PeriodOut) => void
}

/** All that can be said of one period: in the way of its kind, or why there is no value. */
export function EntryForm({ indicator, period, place, newest, onStored }: EntryFormProps) {
  const { t } = useTranslation(['values', 'results'])
  const { reader } = useModel()
  const { kind } = indicator
  const [draft, setDraft] = useState(() => draftOf(reader, kind, newest))
  const [tried, setTried] = useState(false)
  const { busy, refused, theirs, send } = useSending(indicator, period, onStored)
  const errorOf = useFieldErrors(mistakes(draft, reader, kind), tried, refused)
  const change = (some: Partial<Draft>) => setDraft((old) => ({ ...old, ...some }))
  const accepted = newest?.status === 'accepted' || refused?.code === 'reason_required'
  const files = useFiles(`/api/indicators/v1/projects/${ownerOf(indicator)}/files`, (file) =>
    setDraft((old) => ({ ...old, files: [...old.files.filter(({ id }) => id !== file.id), file] })),
  )
  const room = MOST_EVIDENCE - draft.evidence.length - draft.files.length - files.going
  const save = (submit: boolean) => {
    setTried(true)
    if (files.going > 0) return
    if (mistakes(draft, reader, kind).size > 0 || (accepted && !draft.reason.trim())) return
    void send({ ...rowOf(draft, kind, reader), place_id: place }, submit)
  }
  const handle = (event: FormEvent) => {
    event.preventDefault()
    save(false)
  }
  const left = refused && !FIELDS.some((field) => refused.field?.startsWith(field)) && refused
  return (
    <form className="entry-form" noValidate onSubmit={handle} aria-label={t('say')}>
      <Select
        size="small"
        label={t('results:state')}
        value={draft.state}
        error={errorOf('state')}
        onChange={(event) => change({ state: event.target.value as Draft['state'] })}
      >
        {CHOICES.map((state) => (
          <option key={state} value={state}>
            {t(`results:states.${state}`)}
          </option>
        ))}
      </Select>
      {!WITHOUT.includes(draft.state) && (
        <ValueFields indicator={indicator} draft={draft} change={change} errorOf={errorOf} />
      )}
      {!WITHOUT.includes(draft.state) && indicator.axis_ids.length > 0 && (
        <BreakdownFields
          indicator={indicator}
          newest={newest}
          draft={draft}
          change={change}
          errorOf={(leaf) =>
            leafOf(draft.cells, refused?.field) === leaf ? errorOf('cells') : errorOf(leaf)
          }
          error={leafOf(draft.cells, refused?.field) ? undefined : errorOf('cells')}
        />
      )}
      <Textarea
        size="small"
        label={t('results:comment')}
        minRows={2}
        value={draft.comment}
        error={errorOf('comment')}
        onChange={(event) => change({ comment: event.target.value })}
      />
      <EvidenceFields
        links={draft.evidence}
        room={room}
        error={errorOf('evidence')}
        onChange={(evidence) => change({ evidence })}
      >
        <EvidenceFiles
          files={draft.files}
          underway={files.underway}
          room={room}
          error={tried && files.going > 0 ? t('files.wait') : undefined}
          onSend={(list) => files.send(list, room)}
          onDrop={files.drop}
          onRemove={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
        />
      </EvidenceFields>
      {accepted && (
        <ReasonField
          label={t('why')}
          hint={t('why_hint')}
          value={draft.reason}
          error={tried && !draft.reason.trim() ? t('way.reason_missing') : errorOf('reason')}
          onChange={(reason) => change({ reason })}
        />
      )}
      {theirs && <ConflictPanel indicator={indicator} theirs={theirs} mine={t('as_typed')} />}
      {left && <Refused refused={left} />}
      <div className="values__choice">
        <Button size="small" type="submit" loading={busy === 'draft'}>
          {t(theirs ? 'results:record_mine' : 'save_draft')}
        </Button>
        {!theirs && (
          <Button
            size="small"
            type="button"
            variant="secondary"
            loading={busy === 'submit'}
            onClick={() => save(true)}
          >
            {t('save_submit')}
          </Button>
        )}
        {theirs && (
          <Button
            size="small"
            type="button"
            variant="secondary"
            data-color="neutral"
            onClick={() => onStored(theirs)}
          >
            {t('results:keep_theirs')}
          </Button>
        )}
      </div>
    </form>
  )
}

const FIELDS = [
  ...([
    'value',
    'numerator',
    'denominator',
    'text',
    'state',
    'comment',
    'evidence',
    'reason',
    'cells',
  ] as const),
]

function Refused({ refused: { code, message } }: { refused: RowOutcome }) {
  const say = useCodeText()
  return (
    <LocalAlert status="error" size="small" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{say(code ?? undefined, message ?? '')}</LocalAlert.Title>
      </LocalAlert.Header>
    </LocalAlert>
  )
}

/** What is wrong with a field: as it is typed, or as the service said. */
function useFieldErrors(wrong: ReadonlySet<string>, tried: boolean, refused: RowOutcome | undefined) {
  const { t } = useTranslation('results')
  const say = useCodeText()
  return (field: string): string | undefined => {
    if (tried && wrong.has(field)) return t('enter_number')
    return refused?.field?.startsWith(field)
      ? say(refused.code ?? undefined, refused.message ?? '')
      : undefined
  }
}

/** Sends one row, and keeps how it went: refused, or somebody was faster. */
function useSending(indicator: IndicatorOut, period: PeriodOut, onStored: EntryFormProps['onStored']) {
  const { t } = useTranslation('values')
  const tell = useContext(TellContext)
  const [busy, setBusy] = useState<'draft' | 'submit'>()
  const [refused, setRefused] = useState<RowOutcome>()
  const [theirs, setTheirs] = useState<PeriodOut>()
  const send = async (row: ReturnType<typeof rowOf>, submit: boolean) => {
    setBusy(submit ? 'submit' : 'draft')
    const rows = [{ ...row, period_id: period.id, version: (theirs ?? period).version }]
    try {
      const path = { project_id: ownerOf(indicator) }
      const { data } = await recordEntries({ path, body: { rows, submit }, throwOnError: true })
      const [told] = data.rows
      setRefused(told?.outcome === 'refused' ? told : undefined)
      if (told?.outcome === 'stale' && told.period) setTheirs(told.period)
      if ((told?.outcome === 'saved' || told?.outcome === 'unchanged') && told.period) {
        tell(t(submit ? 'way.done.submitted' : 'draft_saved', { count: 1 }))
        onStored(told.period)
      }
    } catch (error) {
      showError(error)
    } finally {
      setBusy(undefined)
    }
  }
  return { busy, refused, theirs, send }
}
