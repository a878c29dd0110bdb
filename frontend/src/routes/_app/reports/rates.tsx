import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  listConversionRatesOptions,
  listCurrenciesOptions,
} from '../../../api/registry/@tanstack/react-query.gen'
import type { ConversionRateOut } from '../../../api/registry/types.gen'
import { laterTexts, useLanguage } from '../../../i18n'
import { dat, num } from '../../../lib/format'
import { given } from '../../../lib/given'
import { matching, type SearchOf, searchSchema, text } from '../../../lib/search'
import { useMayEverywhere } from '../../../lib/session'
import { type Column, DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { PageHeader } from '../../../ui/page-header'

const RateDialog = lazy(() =>
  import('../../../features/reports/rate-dialog').then((part) => ({ default: part.RateDialog })),
)
const currency = () => matching(/^[A-Z]{3}$/)
const search = searchSchema({ from: currency(), to: currency(), after: text() })

const query = ({ from, to, after }: SearchOf<typeof search>) =>
  listConversionRatesOptions({
    query: given({ from_currency: from, to_currency: to, cursor: after, with_total: true }),
  })

export const Route = createFileRoute('/_app/reports/rates')({
  validateSearch: search,
  loader: laterTexts,
  component: ExchangeRates,
})

function ExchangeRates() {
  const { t } = useTranslation(['rates', 'reports'])
  const values = Route.useSearch()
  const [adding, setAdding] = useState(false)
  const rates = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useRateColumns()
  const may = useMayEverywhere('budget.write')
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[{ label: t('reports:title'), link: { to: '/reports/annual' } }]}
        actions={
          may && (
            <Button size="small" onClick={() => setAdding(true)}>
              {t('register')}
            </Button>
          )
        }
      />
      <RateFilters values={values} />
      <DataTable
        label={t('title')}
        columns={columns}
        query={rates}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={<EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>}
      />
      {adding && (
        <Suspense>
          <RateDialog from={values.from} to={values.to} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  )
}

function RateFilters({ values }: { values: SearchOf<typeof search> }) {
  const { t } = useTranslation('rates')
  const { data } = useQuery({ ...listCurrenciesOptions(), staleTime: Number.POSITIVE_INFINITY })
  const options = (data?.items ?? []).map(({ code }) => ({ value: code, label: code }))
  return (
    <FilterBar
      values={values}
      filters={[
        { key: 'from', label: t('from'), all: t('any'), options },
        { key: 'to', label: t('to'), all: t('any'), options },
      ]}
    />
  )
}

function useRateColumns(): Column<ConversionRateOut>[] {
  const { t } = useTranslation('rates')
  const language = useLanguage()
  return [
    { id: 'valid_on', header: t('valid_on'), nowrap: true, cell: (row) => dat(language, row.valid_on) },
    {
      id: 'rate',
      header: t('title'),
      nowrap: true,
      cell: (row) =>
        t('one', {
          from: row.from_currency,
          to: row.to_currency,
          rate: num(language, row.rate, { maximumFractionDigits: 10 }),
        }),
    },
    { id: 'source', header: t('source'), cell: (row) => row.source },
  ]
}
