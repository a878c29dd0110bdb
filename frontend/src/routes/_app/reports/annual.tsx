import { PrinterSmallIcon } from '@navikt/aksel-icons'
import { Button, Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getAnnualReportOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { AnnualReport } from '../../../api/registry/types.gen'
import { FunderNames, ReportContext } from '../../../features/reports/figures'
import { FilesButton } from '../../../features/reports/files-button'
import { Rates } from '../../../features/reports/rates'
import { ReportCards } from '../../../features/reports/report-cards'
import { ReportFilters } from '../../../features/reports/report-filters'
import { csvAddress, reportQuery, wishOf } from '../../../features/reports/report-search'
import { ReportTable } from '../../../features/reports/report-table'
import { useLanguage } from '../../../i18n'
import { given } from '../../../lib/given'
import { integer, matching, searchSchema, uuid } from '../../../lib/search'
import { useMedia } from '../../../lib/use-media'
import { usePlace } from '../../../lib/use-place'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

/** Comes after the table, which is what the page is for. */
const BudgetChart = lazy(() =>
  import('../../../features/reports/budget-chart').then((part) => ({ default: part.BudgetChart })),
)

const search = searchSchema({
  programme: uuid(),
  from_year: integer(1990, 2100),
  to_year: integer(1990, 2100),
  currency: matching(/^[A-Z]{3}$/),
})

export const Route = createFileRoute('/_app/reports/annual')({
  validateSearch: search,
  component: AnnualReportPage,
})

function AnnualReportPage() {
  const { t } = useTranslation('reports')
  const language = useLanguage()
  const pick = usePickText()
  const values = Route.useSearch()
  const report = useQuery({
    ...getAnnualReportOptions({ query: reportQuery(values, language) }),
    placeholderData: keepPreviousData,
  })
  usePlace(report.data !== undefined)
  const programme = report.data?.programme
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={programme ? pick(programme.title, programme.original_language) : t('lead')}
        actions={
          <>
            <LinkButton
              size="small"
              variant="secondary"
              data-color="neutral"
              to="/reports/comparison"
              search={given({ programme: values.programme, currency: values.currency })}
            >
              {t('compare')}
            </LinkButton>
            <Button
              size="small"
              variant="secondary"
              data-color="neutral"
              icon={<PrinterSmallIcon aria-hidden />}
              onClick={() => globalThis.print()}
            >
              {t('print')}
            </Button>
            <FilesButton
              wish={{ template: 'annual_report', ...wishOf(values) }}
              report={report.data}
              csv={csvAddress(values, language)}
            />
          </>
        }
      />
      <ReportFilters search={values} report={report.data} />
      {report.error && !report.data ? (
        <InlineError error={report.error} retry={report.refetch} />
      ) : report.data ? (
        <div aria-busy={report.isPlaceholderData} className="stack report">
          {report.error && <InlineError error={report.error} retry={report.refetch} />}
          <Report report={report.data} />
        </div>
      ) : (
        <Skeleton variant="rounded" height="40rem" />
      )}
    </>
  )
}

function Report({ report }: { report: AnnualReport }) {
  const { t } = useTranslation('reports')
  const phone = useMedia('(max-width: 639px)')
  if (report.countries.length === 0) {
    return <EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>
  }
  const projects = report.countries.reduce((sum, country) => sum + country.projects.length, 0)
  const countries = new Set(report.countries.flatMap(({ codes }) => codes)).size
  return (
    <ReportContext value={report}>
      <Suspense fallback={<div className="chart-place" />}>
        <BudgetChart report={report} />
      </Suspense>
      <Rates rates={report.rates} missing_rates={report.missing_rates} />
      <div className="report-head">
        <h2>{t('by_country')}</h2>
        <p role="status">
          {t('counts', {
            countries: t('countries', { count: countries }),
            projects: t('projects', { count: projects }),
          })}
        </p>
      </div>
      <FunderNames />
      {phone ? <ReportCards /> : <ReportTable />}
    </ReportContext>
  )
}
