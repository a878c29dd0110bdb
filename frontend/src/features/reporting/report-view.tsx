import './reporting.css'
import { Button, Heading } from '@navikt/ds-react'
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

/** A report: what is asked for, how it stands, and what happened to it. */
export function ReportView({ report, figures }: { report: ReportOut; figures: ReactNode }) {
  const { t } = useTranslation('reporting')
  return (
    <div className="columns columns--main">
      <div className="stack">
        <Sections key={report.status} report={report} />
        {figures}
        <section className="panel stack">
          <Heading level="2" size="small">
            {t('what_happened')}
          </Heading>
          {report.steps.length === 0 && <p className="flush subtle">{t('nothing_happened')}</p>}
          <ol className="reporting-steps">
            {report.steps.map((step) => (
              <Step key={step.at} step={step} />
            ))}
          </ol>
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

function Step({ step }: { step: ReportStepOut }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  return (
    <li>
      <strong>{t(`step.${step.step}`)}</strong>
      <span className="reporting-matrix__day small subtle">
        {[datetime(language, step.at), step.by?.display_name].filter(Boolean).join(' · ')}
      </span>
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
