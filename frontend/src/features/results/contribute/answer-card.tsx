import { Button, Heading, LocalAlert, ReadMore, Select, Textarea } from '@navikt/ds-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmAnswer } from '../../../api/indicators/sdk.gen'
import type { AskedRow, CheckConfirmationCreate, FileOut } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { CheckNote } from '../checks/check-note'
import { checkKey } from '../checks/check-text'
import { targetText, useFigure } from '../figures'
import { periodName } from '../periods'
import { leafOf } from '../values/breakdown'
import { Cells } from '../values/breakdown-fields'
import { type Draft, MOST_EVIDENCE, type Shown, WITHOUT } from '../values/draft'
import { Evidence } from '../values/evidence'
import { EvidenceFields } from '../values/evidence-fields'
import { EvidenceFiles } from '../values/evidence-files'
import type { Reader } from '../values/said'
import { useFiles } from '../values/use-files'
import { useCodeText } from '../values/use-reason'
import { useSaid } from '../values/use-said'
import { ValueFields } from '../values/value-fields'
import { type Answering, useAnswer } from './use-answer'

const CHOICES = ['reported', 'estimated', 'zero', 'not_collected', 'not_applicable'] as const

/** What others handed in may tell of people: it is named, and not given away. */
export const ownContent = ({ id }: FileOut, { is_own }: Shown) =>
  is_own ? `/api/indicators/v1/contribution/files/${id}/content` : undefined

interface AnswerCardProps {
  row: AskedRow
  reader: Reader
  kept: Draft | undefined
  keep: (periodId: string, draft: Draft | undefined) => void
  onRow: (row: AskedRow) => void
  register: (periodId: string, answering: Answering) => void
  reopen: () => Promise<void>
}

/** One value that is asked for: what it is, what was said before, and the fields to say it. */
export function AnswerCard({ row, ...rest }: AnswerCardProps) {
  const language = useLanguage()
  const title = pickText(row.title, language, row.original_language)
  const id = `asked-${row.period_id}`
  return (
    <section className="answer" aria-labelledby={id} data-state={row.is_open ? 'open' : 'closed'}>
      <header>
        <p className="flush subtle">{periodName(language, row)}</p>
        <Heading level="2" size="small" id={id} lang={title?.lang}>
          {title?.text}
        </Heading>
      </header>
      <About row={row} />
      {row.is_open ? <Fields row={row} {...rest} /> : <Closed row={row} />}
    </section>
  )
}

function About({ row }: { row: AskedRow }) {
  const { t } = useTranslation('contribute')
  const language = useLanguage()
  const say = useFigure(row)
  const said = useSaid(row)
  const target = targetText(row, say)
  const description = pickText(row.description, language, row.original_language)
  const method = pickText(row.method, language, row.original_language)
  return (
    <>
      {description && (
        <p className="flush" lang={description.lang}>
          {description.text}
        </p>
      )}
      <dl className="answer__facts">
        {row.earlier && (
          <div>
            <dt>{t('earlier', { when: periodName(language, row.earlier) })}</dt>
            <dd>{said(row.earlier)}</dd>
          </div>
        )}
        {target && (
          <div>
            <dt>{t('target')}</dt>
            <dd>{target}</dd>
          </div>
        )}
      </dl>
      {method && (
        <ReadMore size="small" header={t('how_counted')}>
          <span lang={method.lang}>{method.text}</span>
        </ReadMore>
      )}
    </>
  )
}

/** Nothing more can be said of it now: what was, and why. */
function Closed({ row }: { row: AskedRow }) {
  const { t } = useTranslation('contribute')
  const said = useSaid(row)
  return (
    <div className="answer__closed">
      {row.answer && <p className="flush answer__said">{said(row.answer)}</p>}
      <Evidence evidence={row.answer?.evidence ?? []} contentOf={ownContent} />
      {row.checks.map((check) => (
        <CheckNote key={checkKey(check)} check={check} indicator={row} />
      ))}
      <p className="flush subtle">
        {row.locked_because
          ? t('locked', { reason: row.locked_because })
          : t(row.answer?.status === 'accepted' ? 'accepted' : 'handed_on')}
      </p>
    </div>
  )
}

function Fields({ row, reader, kept, keep, onRow, register, reopen }: AnswerCardProps) {
  const { t } = useTranslation(['contribute', 'results'])
  const id = row.period_id
  const answering = useAnswer({
    ...{ row, reader, kept, onRow, reopen },
    keep: (draft) => keep(id, draft),
  })
  const { draft, change, refusal } = answering
  const files = useFiles(
    '/api/indicators/v1/contribution/files',
    (file) => change((old) => ({ files: [...old.files.filter((one) => one.id !== file.id), file] })),
    reopen,
  )
  const { going } = files
  useEffect(() => {
    // What is on its way is part of the answer.
    register(id, { ...answering, flush: async () => (await answering.flush()) && going === 0 })
  })
  const errorOf = useErrors(answering)
  const without = WITHOUT.includes(draft.state)
  // Of others' files one has no say: they stay.
  const others = row.answer?.evidence.filter(({ file, is_own }) => file && !is_own) ?? []
  const room = MOST_EVIDENCE - others.length - draft.evidence.length - draft.files.length - going
  const confirm = async (body: CheckConfirmationCreate) => {
    const send = () => confirmAnswer({ path: { period_id: id }, body, throwOnError: true })
    const { data } = await send().catch(async (error) => {
      if (!isApiError(error) || error.status !== 401) throw error
      await reopen()
      return send()
    })
    onRow(data)
  }
  return (
    <div className="answer__fields">
      {row.answer?.returned_because && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="div">{t('returned')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>{row.answer.returned_because}</LocalAlert.Content>
        </LocalAlert>
      )}
      <Select
        label={t('choice.label')}
        value={draft.state}
        error={errorOf('state')}
        onChange={(event) => change({ state: event.target.value as Draft['state'] })}
      >
        {CHOICES.map((state) => (
          <option key={state} value={state}>
            {t(`choice.${state}`)}
          </option>
        ))}
      </Select>
      {!without && draft.state !== 'zero' && (
        <>
          <ValueFields indicator={row} draft={draft} change={change} errorOf={errorOf} />
          {row.axes.length > 0 && (
            <Cells
              axes={row.axes}
              newest={row.answer ?? undefined}
              draft={draft}
              change={change}
              errorOf={(leaf) =>
                leafOf(draft.cells, refusal?.field) === leaf ? errorOf('cells') : errorOf(leaf)
              }
              error={leafOf(draft.cells, refusal?.field) ? undefined : errorOf('cells')}
            />
          )}
        </>
      )}
      {row.checks.map((check) => (
        <CheckNote key={checkKey(check)} check={check} indicator={row} onConfirm={confirm} />
      ))}
      <More open={draft.comment !== '' || room < MOST_EVIDENCE}>
        <Textarea
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
          {others.length > 0 && (
            <div>
              <p className="flush subtle">{t('others_evidence')}</p>
              <Evidence evidence={others} contentOf={ownContent} />
            </div>
          )}
          <EvidenceFiles
            files={draft.files}
            underway={files.underway}
            room={room}
            error={undefined}
            onSend={(list) => files.send(list, room)}
            onDrop={files.drop}
            onRemove={(gone) => change((old) => ({ files: old.files.filter((file) => file.id !== gone) }))}
          />
        </EvidenceFields>
      </More>
      <Status answering={answering} />
    </div>
  )
}

function More({ open, children }: { open: boolean; children: ReactNode }) {
  const { t } = useTranslation('contribute')
  return (
    <ReadMore size="small" header={t('more')} defaultOpen={open}>
      <div className="answer__fields">{children}</div>
    </ReadMore>
  )
}

const FIELDS = ['value', 'numerator', 'denominator', 'text', 'state', 'comment', 'evidence', 'cells']

function useErrors({ wrong, refusal, state }: Answering) {
  const { t } = useTranslation('results')
  const say = useCodeText()
  return (field: string): string | undefined => {
    if (state !== 'typing' && wrong.has(field)) return t('enter_number')
    return refusal?.field?.startsWith(field) ? say(refusal.code, refusal.message) : undefined
  }
}

function Status({ answering }: { answering: Answering }) {
  const { t } = useTranslation('contribute')
  const say = useCodeText()
  const { state, refusal, wrong, settle } = answering
  if (state === 'conflict') return <Conflict answering={answering} settle={settle} />
  const elsewhere = refusal && !FIELDS.some((field) => refusal.field?.startsWith(field))
  const shown = state === 'typing' && wrong.size > 0 ? 'typing' : wrong.size > 0 ? 'wrong' : state
  return (
    <p className="flush subtle answer__status" role="status" data-state={shown}>
      {elsewhere ? say(refusal.code, refusal.message) : t(`status.${shown}`)}
    </p>
  )
}

function Conflict({ answering, settle }: { answering: Answering; settle: Answering['settle'] }) {
  const { t } = useTranslation('contribute')
  const said = useSaid(answering.row)
  const { answer } = answering.row
  return (
    <LocalAlert status="warning" size="small" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t('conflict.title')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="flush">{t('conflict.text', { said: answer ? said(answer) : '–' })}</p>
        <div className="answer__choice">
          <Button size="small" onClick={() => void settle(true)}>
            {t('conflict.mine')}
          </Button>
          <Button size="small" variant="secondary" onClick={() => void settle(false)}>
            {t('conflict.theirs')}
          </Button>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  )
}
