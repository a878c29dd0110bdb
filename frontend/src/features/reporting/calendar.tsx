import './reporting.css'
import { Button, Skeleton } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarRow, ReportRef } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { usePeriod } from '../../lib/period'
import { useMedia } from '../../lib/use-media'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { type CalendarAsked, calendarPages } from './queries'
import { ReportStatus } from './report-status'

interface CalendarProps {
  ownerId: string
  asked: CalendarAsked
  /** Of one project its own name is left out. */
  ofProject?: boolean
  /** What can be done where nothing is asked for yet. */
  action?: ReactNode
}

/** Who owes what: partners by periods; of one project, and on a phone, one after another. */
export function Calendar({ ownerId, asked, ofProject = false, action }: CalendarProps) {
  const { t } = useTranslation('reporting')
  const found = useInfiniteQuery(calendarPages(ownerId, asked))
  const narrow = useMedia('(max-width: 767px)')
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  const Shown = narrow || ofProject ? List : Matrix
  return (
    <>
      {found.isError && <InlineError error={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton variant="rounded" height="12rem" />}
      {found.isSuccess && rows.length === 0 && (
        <EmptyState title={t('empty')} action={action}>
          {t('empty_hint')}
        </EmptyState>
      )}
      {rows.length > 0 && <Shown rows={rows} ofProject={ofProject} />}
      {found.hasNextPage && (
        <Button
          size="small"
          variant="secondary"
          data-color="neutral"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

interface RowsProps {
  rows: readonly CalendarRow[]
  ofProject: boolean
}

/** Reports of the same kind and days share a column, those of each project's own days one. */
const columnOf = ({ kind, starts_on, ends_on, of_project_days }: ReportRef) =>
  of_project_days ? `${kind}:project` : `${kind}:${ends_on}:${starts_on}`

function Matrix({ rows }: { rows: readonly CalendarRow[] }) {
  const { t } = useTranslation('reporting')
  const period = usePeriod()
  const columns = new Map(rows.flatMap(({ reports }) => reports.map((one) => [columnOf(one), one] as const)))
  const order = [...columns].sort(([a], [b]) => a.localeCompare(b))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="panel reporting-scroll" aria-label={t('title')} tabIndex={0}>
      <table className="reporting-matrix">
        <caption className="sr-only">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('partner')}</th>
            {order.map(([key, one]) => (
              <th key={key} scope="col">
                {t(`kind.${one.kind}`)}
                <span className="reporting-matrix__day small subtle">
                  {one.of_project_days ? t('project_days') : period(one.starts_on, one.ends_on)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.organisation?.id} ${row.project?.id}`}>
              <th scope="row">
                <Partner row={row} />
              </th>
              {order.map(([key]) => (
                <td key={key}>
                  {row.reports
                    .filter((one) => columnOf(one) === key)
                    .map((one) => (
                      <Cell key={one.id} report={one} row={row} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ report, row }: { report: ReportRef; row: CalendarRow }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const period = usePeriod()
  return (
    <>
      <Link to="/reporting/$id" params={{ id: report.id }}>
        <ReportStatus status={report.status} />
        <span className="sr-only">
          {` ${t(`kind.${report.kind}`)}, ${period(report.starts_on, report.ends_on)}, ${
            row.organisation?.name ?? t('nobody')
          }`}
        </span>
      </Link>
      <span className="reporting-matrix__day small subtle">{day(t, language, report)}</span>
    </>
  )
}

function List({ rows, ofProject }: RowsProps) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const period = usePeriod()
  return (
    <ul className="reporting-list">
      {rows.map((row) => (
        <li key={`${row.organisation?.id} ${row.project?.id}`} className="panel">
          <h2>
            <Partner row={row} ofProject={ofProject} />
          </h2>
          <ul className="reporting-list__reports">
            {row.reports.map((one) => (
              <li key={one.id}>
                <Link to="/reporting/$id" params={{ id: one.id }}>
                  {t(`kind.${one.kind}`)}, {period(one.starts_on, one.ends_on)}
                </Link>
                <ReportStatus status={one.status} />
                <span className="small subtle">{day(t, language, one)}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

interface PartnerProps {
  row: CalendarRow
  ofProject?: boolean
}

function Partner({ row: { organisation, project }, ofProject = false }: PartnerProps) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  return (
    <>
      {organisation ? (
        <Link to="/organisations/$id" params={{ id: organisation.id }}>
          {organisation.name}
        </Link>
      ) : (
        t('nobody')
      )}
      {project && !ofProject && (
        <div className="reporting-project small">
          <Link to="/projects/$id/reports" params={{ id: project.id }}>
            {project.code} {pick(project.title, project.original_language)}
          </Link>
        </div>
      )}
    </>
  )
}

type Say = ReturnType<typeof useTranslation<'reporting'>>['t']

const day = (t: Say, language: string, { received_on, due_on }: ReportRef) =>
  received_on
    ? t('received', { day: dat(language, received_on) })
    : t('due_by', { day: dat(language, due_on) })
