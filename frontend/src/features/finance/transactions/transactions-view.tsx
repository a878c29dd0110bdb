import '../budget.css'
import { DownloadIcon, PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransactionOut } from '../../../api/registry/types.gen'
import { useMayOn } from '../../../lib/access'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { useTransactionColumns } from './columns'
import { totalsQuery, transactionsFile, transactionsQuery } from './queries'
import type { TransactionSearch } from './search'
import { Totals } from './totals'

const TransactionFilters = lazy(() =>
  import('./filters').then((part) => ({ default: part.TransactionFilters })),
)
// Dialogs are heavy, and most people only read: they come when they are asked for.
const EntryDialog = lazy(() => import('./entry-dialog').then((part) => ({ default: part.EntryDialog })))
const ReverseDialog = lazy(() => import('./reverse-dialog').then((part) => ({ default: part.ReverseDialog })))

interface TransactionsViewProps {
  projectId: string
  search: TransactionSearch
}

/** A project's accounts: what was promised, paid, spent and paid back. */
export function TransactionsView({ projectId, search }: TransactionsViewProps) {
  const { t } = useTranslation('transactions')
  const may = useMayOn('budget.write', 'project', projectId)
  const [adding, setAdding] = useState(false)
  const [reversed, setReversed] = useState<TransactionOut>()
  const entries = useQuery({ ...transactionsQuery(projectId, search), placeholderData: keepPreviousData })
  const totals = useQuery({ ...totalsQuery(projectId, search), placeholderData: keepPreviousData })
  const columns = useTransactionColumns(may ? setReversed : undefined)
  const { after: _after, show_in: _show, ...narrowing } = search
  const filtered = Object.values(narrowing).some((value) => value !== undefined)
  const add = may && (
    <Button size="small" icon={<PlusIcon aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <div className="stack">
      <div className="budget-head">
        <p className="flush subtle measure">{t('lead')}</p>
        {add}
      </div>
      <Suspense fallback={<div className="filter-bar pending" />}>
        <TransactionFilters search={search} totals={totals.data} />
      </Suspense>
      {totals.error && <InlineError error={totals.error} retry={totals.refetch} />}
      {totals.data && totals.data.sums.length > 0 && <Totals totals={totals.data} />}
      <DataTable
        label={t('title')}
        columns={columns}
        query={entries}
        rowId={(entry) => entry.id}
        count={(count) => t('count', { count })}
        tools={
          <Button
            as="a"
            role="link"
            size="small"
            variant="secondary"
            href={transactionsFile(projectId, search)}
            download
            icon={<DownloadIcon aria-hidden />}
          >
            {t('csv')}
          </Button>
        }
        empty={
          filtered ? (
            <EmptyState title={t('nothing_found')}>{t('nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} action={add}>
              {t('empty_hint')}
            </EmptyState>
          )
        }
      />
      <Suspense>
        {adding && <EntryDialog projectId={projectId} onClose={() => setAdding(false)} />}
        {reversed && <ReverseDialog entry={reversed} onClose={() => setReversed(undefined)} />}
      </Suspense>
    </div>
  )
}
