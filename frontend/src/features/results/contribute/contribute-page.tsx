import './contribute.css'
import '@navikt/ds-css/dist/component/readmore.css'
import '../values/values.css'
import '../values/way.css'
import '../checks/checks.css'
import { Button, Heading } from '@navikt/ds-react'
import { del, get, set } from 'idb-keyval'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { handInContribution } from '../../../api/indicators/sdk.gen'
import type { AskedForm, AskedRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { InlineError } from '../../../ui/inline-error'
import type { Draft } from '../values/draft'
import { Reader } from '../values/said'
import { AnswerCard } from './answer-card'
import { Summary } from './summary'
import type { Answering } from './use-answer'

interface ContributePageProps {
  asked: AskedForm
  /** Shows the link's secret once more, when its session is over. */
  reopen: () => Promise<void>
}

type Kept = Record<string, Draft>

/** Something was said of it, and it did not come back. */
export const isFilled = ({ answer }: AskedRow): boolean => answer !== null && answer.status !== 'returned'

/** The form behind a link: one value after the other, sent when the person says so. */
export function ContributePage({ asked, reopen }: ContributePageProps) {
  const kept = useKept(asked.id)
  if (!kept) return <p aria-busy="true">…</p>
  return <Form asked={asked} reopen={reopen} {...kept} />
}

/** What is typed and not stored stays in the browser, of this link alone, till it is. */
function useKept(id: string) {
  const [kept, setKept] = useState<Kept>()
  const all = useRef<Kept>({})
  const key = `contribution ${id}`
  useEffect(() => {
    void quietly(get<Kept>(key)).then((found) => {
      all.current = found ?? {}
      setKept(all.current)
    })
  }, [key])
  const keep = useCallback(
    (periodId: string, draft: Draft | undefined) => {
      const { [periodId]: _, ...others } = all.current
      all.current = draft ? { ...others, [periodId]: draft } : others
      const empty = Object.keys(all.current).length === 0
      void quietly(empty ? del(key) : set(key, all.current))
    },
    [key],
  )
  return useMemo(() => kept && { kept, keep }, [kept, keep])
}

/** Without a store (a private window, a full disk) the form works as well; it only remembers less. */
const quietly = <T,>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined)

type Step = 'fill' | 'check' | 'thanks'

interface FormProps extends ContributePageProps {
  kept: Kept
  keep: (periodId: string, draft: Draft | undefined) => void
}

function Form({ asked, reopen, kept, keep }: FormProps) {
  const { t } = useTranslation(['contribute', 'values'])
  const language = useLanguage()
  const [contribution, setContribution] = useState(asked)
  const [step, setStep] = useState<Step>('fill')
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const answerings = useRef(new Map<string, Answering>())
  const top = useRef<HTMLHeadingElement>(null)
  const yes = t('values:yes')
  const no = t('values:no')
  const reader = useMemo(() => new Reader(language, { yes, no }), [language, yes, no])
  const { rows } = contribution
  const filled = rows.filter(isFilled).length
  const onRow = useCallback(
    (row: AskedRow) =>
      setContribution((old) => ({
        ...old,
        rows: old.rows.map((one) => (one.period_id === row.period_id ? row : one)),
      })),
    [],
  )
  const goTo = (next: Step) => {
    setStep(next)
    // The page begins anew for whoever does not see it, too.
    globalThis.requestAnimationFrame(() => top.current?.focus())
  }
  const check = async () => {
    setBusy(true)
    const done = await Promise.all([...answerings.current.values()].map(({ flush }) => flush()))
    setBusy(false)
    if (done.every(Boolean)) goTo('check')
    else setError('unsent')
  }
  const handIn = async () => {
    setBusy(true)
    try {
      const { data } = await handInContribution({ throwOnError: true })
      setContribution(data.contribution)
      setError(undefined)
      goTo('thanks')
    } catch (refusal) {
      setError(refusal)
      await reopen().catch(() => undefined)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="contribute">
      <Heading level="1" size="medium" ref={top} tabIndex={-1}>
        {t(step === 'thanks' ? 'thanks.title' : step === 'check' ? 'check.title' : 'title', {
          name: contribution.name,
        })}
      </Heading>
      {step === 'fill' && <Lead contribution={contribution} />}
      {/* Kept while one checks, so that nothing that is typed is lost. */}
      <div className="contribute__rows" hidden={step !== 'fill'}>
        {rows.map((row) => (
          <AnswerCard
            key={row.is_open ? row.period_id : `${row.period_id} closed`}
            row={row}
            reader={reader}
            kept={kept[row.period_id]}
            keep={keep}
            onRow={onRow}
            reopen={reopen}
            register={(id, answering) => {
              answerings.current.set(id, answering)
            }}
          />
        ))}
      </div>
      {step === 'check' && <Summary rows={rows} />}
      {step === 'thanks' && <p className="flush">{t('thanks.text', { name: contribution.asked_by })}</p>}
      {error === 'unsent' ? (
        <p className="flush aksel-error-message" role="alert">
          {t('unsent')}
        </p>
      ) : (
        error !== undefined && <InlineError error={error} />
      )}
      <footer className="contribute__bar">
        <p className="flush" role="status">
          {t('progress', { filled, count: rows.length })}
        </p>
        {step === 'fill' && rows.some(({ is_open }) => is_open) && (
          <Button loading={busy} disabled={filled === 0} onClick={() => void check()}>
            {t('to_check')}
          </Button>
        )}
        {step === 'check' && (
          <div className="answer__choice">
            <Button variant="secondary" onClick={() => goTo('fill')}>
              {t('check.back')}
            </Button>
            <Button loading={busy} onClick={() => void handIn()}>
              {t('check.send')}
            </Button>
          </div>
        )}
        {step === 'thanks' && (
          <Button variant="secondary" onClick={() => goTo('fill')}>
            {t('thanks.look')}
          </Button>
        )}
      </footer>
    </div>
  )
}

function Lead({ contribution }: { contribution: AskedForm }) {
  const { t } = useTranslation('contribute')
  const language = useLanguage()
  const { project, asked_by, message, place, expires_at } = contribution
  const title = pickText(project.title, language, project.original_language)
  const where = pickText(place, language)
  return (
    <div className="stack-small">
      <p className="flush">
        {t('lead', { asker: asked_by, project: title?.text ?? project.code })}
        {where && ` ${t('place', { place: where.text })}`}
      </p>
      {message && (
        <blockquote className="contribute__message">
          <p className="flush">{message}</p>
          <footer className="subtle">{asked_by}</footer>
        </blockquote>
      )}
      <p className="flush subtle">{t('saved_by_itself', { until: dat(language, expires_at) })}</p>
    </div>
  )
}
