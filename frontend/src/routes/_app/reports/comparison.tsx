import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { compareYearsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { PortfolioComparison } from '../../../api/registry/types.gen'
import { ComparisonChart } from '../../../features/reports/comparison-chart'
import { ComparisonFilters } from '../../../features/reports/comparison-filters'
import { comparisonFile, comparisonQuery, ways } from '../../../features/reports/comparison-search'
import { ComparisonTable } from '../../../features/reports/comparison-table'
import { Rates } from '../../../features/reports/rates'
import { laterTexts, useLanguage } from '../../../i18n'
import { choice, integer, matching, searchSchema, uuid } from '../../../lib/search'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({
  programme: uuid(),
  first_year: integer(1990, 2100),
  second_year: integer(1990, 2100),
  by: choice(ways),
  currency: matching(/^[A-Z]{3}$/),
})

export const Route = createFileRoute('/_app/reports/comparison')({
  validateSearch: search,
  loader: laterTexts,
  component: ComparisonPage,
})

function ComparisonPage() {
  const { t } = useTranslation('compare')
  const language = useLanguage()
  const pick = usePickText()
  const values = Route.useSearch()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...compareYearsOptions({ query: comparisonQuery(values, language) }),
    placeholderData: keepPreviousData,
  })
  const programme = data?.programme
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={programme ? pick(programme.title, programme.original_language) : t('lead')}
        actions={
          <Button
            as="a"
            role="link"
            size="small"
            variant="secondary"
            href={comparisonFile(values, language)}
            download
            icon={<DownloadIcon aria-hidden />}
          >
            {t('csv')}
          </Button>
        }
      />
      <ComparisonFilters search={values} comparison={data} />
      {error && <InlineError error={error} retry={refetch} />}
      {data ? (
        <div aria-busy={isPlaceholderData} className="stack report">
          <Comparison comparison={data} />
        </div>
      ) : (
        !error && <Skeleton variant="rounded" height="40rem" />
      )}
    </>
  )
}

function Comparison({ comparison }: { comparison: PortfolioComparison }) {
  const { t } = useTranslation('compare')
  const [first, second] = comparison.years
  if (comparison.groups.length === 0) {
    return <EmptyState title={t('empty', { first, second })}>{t('empty_hint')}</EmptyState>
  }
  return (
    <>
      <ComparisonChart comparison={comparison} />
      <Rates rates={comparison.rates} missing_rates={comparison.missing_rates} />
      <div className="report-head">
        <h2>{t('table_title', { first, second })}</h2>
        {comparison.by === 'funder' && <p>{t('funders_share')}</p>}
      </div>
      <ComparisonTable comparison={comparison} />
    </>
  )
}
