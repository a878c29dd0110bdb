import './reporting.css'
import { Button, Heading, InlineMessage } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportOut, ReportStepOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat, datetime } from '../../lib/format'
import { usePeriod } from '../../lib/period'
import { usePickText } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'
import { Sections } from './sections'

const Dialogs = lazy(() => import('./report-dialogs').then((part) => ({ default: part.ReportDialog })))
export type Act = 'submitted' | 'returned' | 'accepted' | 'reopened' | 'people'

interface ReportViewProps {
  report: ReportOut
  /** As it was accepted: the first time, the second; as it is now without. */
  version: number | undefined
  figures: ReactNode
  attachments: ReactNode
}

/** The steps by which it was accepted, of which each kept what it told. */
const acceptedIn = ({ steps }: ReportOut) => steps.filter(({ step }) => step === 'accepted')

/** A report: what is asked for, how it stands, and what happened to it. */
export function ReportView({ report, version, figures, attachments }: ReportViewProps) {
  const { t } = useTranslation('reporting')
  const times = acceptedIn(report)
  return (
    <div className="columns columns--main">
      <div className="stack">
        <AcceptedNote report={report} version={version} />
        <Sections key={`texts ${report.status} ${version}`} report={report} version={version} />
        {figures}
        {attachments}
        <section className="panel stack">
          <Heading level="2" size="small">
            {t('what_happened')}
          </Heading>
          {report.steps.length === 0 && <p className="flush subtle">{t('nothing_happened')}</p>}
          {report.steps.length > 0 && (
            <ol className="reporting-steps">
              {report.steps.map((step) => (
                <Step key={step.at} step={step} number={times.indexOf(step) + 1} />
              ))}
            </ol>
          )}
          <Turn report={report} />
          <Actions report={report} />
        </section>
      </div>
      <section className="panel">
        <Heading level="2" size="small" spacing>
          {t('facts')}
        </Heading>
        <Facts report={report} />
      </section>
    </div>
  )
}

/** What is shown stays as it was accepted, and when that was. */
function AcceptedNote({ report, version }: { report: ReportOut; version: number | undefined }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const times = acceptedIn(report)
  const step = version ? times[version - 1] : report.status === 'accepted' ? times.at(-1) : undefined
  if (!step) return null
  return (
    <InlineMessage status="info">
      {t('accepted.note', { when: datetime(language, step.at), name: step.by?.display_name })}{' '}
      {version && (
        <Link to="." search={{}}>
          {t('accepted.now')}
        </Link>
      )}
    </InlineMessage>
  )
}

function Step({ step, number }: { step: ReportStepOut; number: number }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  return (
    <li>
      <strong>{t(`step.${step.step}`)}</strong>
      <span className="reporting-matrix__day small subtle">
        {[datetime(language, step.at), step.by?.display_name].filter(Boolean).join(' · ')}
      </span>
      {number > 0 && (
        <div>
          <Link to="." search={{ version: String(number) }}>
            {t('accepted.then')}
          </Link>
        </div>
      )}
      {step.signer && <div>{t('signed_by', { name: step.signer.display_name })}</div>}
      {step.reason && <div className="keep-lines">{t('reason_was', { reason: step.reason })}</div>}
    </li>
  )
}

function Facts({ report }: { report: ReportOut }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const pick = usePickText()
  const period = usePeriod()
  const { project, programme, organisation } = report
  return (
    <SummaryList
      items={[
        { term: t('kind_of'), value: t(`kind.${report.kind}`) },
        { term: t('period'), value: period(report.starts_on, report.ends_on) },
        { term: t('due'), value: dat(language, report.due_on) },
        { term: t('overdue_from'), value: dat(language, report.overdue_from) },
        { term: t('first_received'), value: report.received_on && dat(language, report.received_on) },
        {
          term: t('partner'),
          value: organisation ? (
            <Link to="/organisations/$id" params={{ id: organisation.id }}>
              {organisation.name}
            </Link>
          ) : (
            t('nobody')
          ),
        },
        {
          term: t('project'),
          value: project && (
            <Link to="/projects/$id/reports" params={{ id: project.id }}>
              {project.code} {pick(project.title, project.original_language)}
            </Link>
          ),
        },
        {
          term: t('programme'),
          value: (
            <Link to="/programmes/$id/reporting" params={{ id: programme.id }}>
              {pick(programme.title, programme.original_language)}
            </Link>
          ),
        },
        { term: t('responsible'), value: report.responsible?.display_name ?? t('by_role') },
        { term: t('signer'), value: report.signer?.display_name ?? t('by_role') },
        { term: t('parts'), value: report.parts.map((part) => t(`part.${part}`)).join(', ') },
      ]}
    />
  )
}

/** Who does what next, and until when. */
function Turn({ report }: { report: ReportOut }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  if (report.status === 'accepted') return null
  if (report.status === 'submitted') return <p className="flush">{t('turn.programme')}</p>
  const name = report.responsible?.display_name ?? report.organisation?.name ?? t('by_role')
  const how = report.status === 'returned' ? 'turn.mend' : 'turn.write'
  return <p className="flush">{t(how, { name, day: dat(language, report.due_on) })}</p>
}

/** What one may do with it as it stands. */
function Actions({ report }: { report: ReportOut }) {
  const { t } = useTranslation('reporting')
  const [asked, setAsked] = useState<Act>()
  const may = new Set(report.my_rights)
  const { status } = report
  const isOpen = !['submitted', 'accepted'].includes(status)
  const acts: Act[] = []
  if (may.has('submit') && isOpen) acts.push('submitted')
  if (may.has('review') && status === 'submitted') acts.push('accepted', 'returned')
  if (may.has('review') && status === 'accepted') acts.push('reopened')
  if (may.has('name_responsible')) acts.push('people')
  if (acts.length === 0) return null
  return (
    <div className="reporting-buttons noprint">
      {acts.map((act, place) => (
        <Button
          key={act}
          size="small"
          variant={place === 0 && act !== 'people' ? 'primary' : 'secondary'}
          onClick={() => setAsked(act)}
        >
          {t(`act.${act}`)}
        </Button>
      ))}
      {asked && (
        <Suspense>
          <Dialogs report={report} act={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
