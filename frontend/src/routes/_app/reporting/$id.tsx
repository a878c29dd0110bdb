import { Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { PublicationButton } from '../../../features/publications/publication-button'
import { Figures } from '../../../features/reporting/figures'
import { reportQuery } from '../../../features/reporting/queries'
import { ReportStatus } from '../../../features/reporting/report-status'
import { ReportView } from '../../../features/reporting/report-view'
import { ExplainPanel } from '../../../features/results/performance/explain-panel'
import { laterTexts } from '../../../i18n'
import { usePeriod } from '../../../lib/period'
import { matching, searchSchema, text } from '../../../lib/search'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

const ReportedRows = lazy(() =>
  import('../../../features/results/performance/reported-rows').then((part) => ({
    default: part.ReportedRows,
  })),
)

const Attachments = lazy(() =>
  import('../../../features/reporting/attachments').then((part) => ({ default: part.Attachments })),
)
const AttachFiles = lazy(() =>
  import('../../../features/results/values/attach-files').then((part) => ({ default: part.AttachFiles })),
)

export const Route = createFileRoute('/_app/reporting/$id')({
  validateSearch: searchSchema({ figure: text(), version: matching(/^[1-9]\d{0,3}$/) }),
  loader: laterTexts,
  component: Report,
})

function Report() {
  const { t } = useTranslation('reporting')
  const { data: report, error, refetch } = useQuery(reportQuery(Route.useParams().id))
  const { figure, ...search } = Route.useSearch()
  const version = search.version ? Number(search.version) : undefined
  const pick = usePickText()
  const period = usePeriod()
  if (!report) {
    return (
      <>
        <PageHeader title={t('report')} />
        {error ? (
          <InlineError error={error} retry={refetch} />
        ) : (
          <Skeleton variant="rounded" height="14rem" />
        )}
      </>
    )
  }
  const { project, programme } = report
  const wasAccepted = report.steps.some(({ step }) => step === 'accepted')
  return (
    <>
      <PageHeader
        title={`${pick(report.title, report.original_language)}, ${period(report.starts_on, report.ends_on)}`}
        crumbs={[
          {
            label: pick(programme.title, programme.original_language),
            link: { to: '/programmes/$id/reporting', params: { id: programme.id } },
          },
          ...(project
            ? [
                {
                  label: pick(project.title, project.original_language),
                  link: { to: '/projects/$id/reports' as const, params: { id: project.id } },
                },
              ]
            : []),
        ]}
        lead={report.organisation?.name ?? t('nobody')}
        tags={<ReportStatus status={report.status} />}
        actions={
          wasAccepted && (
            <PublicationButton
              kind="report"
              id={report.id}
              of={project ? { kind: 'project', id: project.id } : { kind: 'programme', id: programme.id }}
            />
          )
        }
      />
      <ReportView
        report={report}
        version={version}
        figures={
          <Figures key={`figures ${report.status} ${version}`} report={report} version={version}>
            {(told, words) => (
              <Suspense fallback={<Skeleton variant="rounded" height="8rem" />}>
                <ReportedRows figures={told} words={words} />
              </Suspense>
            )}
          </Figures>
        }
        attachments={
          <Suspense fallback={<Skeleton variant="rounded" height="6rem" />}>
            <Attachments
              key={`files ${report.status} ${version}`}
              report={report}
              version={version}
              attach={(room, onTaken) => (
                <AttachFiles ownerId={project?.id ?? programme.id} room={room} onTaken={onTaken} />
              )}
            />
          </Suspense>
        }
      />
      <ExplainPanel figure={figure} include="submitted" />
    </>
  )
}
