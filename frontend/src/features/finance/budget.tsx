import './budget.css'
import { PencilIcon, PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button, Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Budget, BudgetLineOut, MoneyOut } from '../../api/registry/types.gen'
import { useMayOn } from '../../lib/access'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { IconActions } from '../../ui/icon-actions'
import { Money } from '../../ui/money'
import { useLineWords } from './line-words'

// Dialogs are heavy, and most people only read: they come when they are asked for.
const RemoveLine = lazy(() => import('./remove-line').then(({ RemoveLine }) => ({ default: RemoveLine })))
const LineDialog = lazy(() => import('./line-dialog').then(({ LineDialog }) => ({ default: LineDialog })))

interface BudgetViewProps {
  projectId: string
  budget: Budget
}

export function BudgetView({ projectId, budget }: BudgetViewProps) {
  const { t } = useTranslation('finance')
  const may = useMayOn('budget.write', 'project', projectId)
  const [edited, setEdited] = useState<BudgetLineOut | 'new'>()
  const [removed, setRemoved] = useState<BudgetLineOut>()
  const columns = useColumns(may, setEdited, setRemoved)
  const add = (
    <Button size="small" icon={<PlusIcon aria-hidden />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  )
  return (
    <div className="stack">
      <div className="budget-head">
        <p className="flush subtle measure">{t('lead')}</p>
        {may && budget.items.length > 0 && add}
      </div>
      {budget.items.length === 0 ? (
        <EmptyState title={t('empty')} action={may && add}>
          {t('empty_hint')}
        </EmptyState>
      ) : (
        <>
          <DataTable
            label={t('lines')}
            columns={columns}
            query={{ ...allRows(budget.items), data: { items: budget.items, total: budget.items.length } }}
            rowId={(line) => line.id}
            count={(count) => t('count', { count })}
          />
          <Totals budget={budget} />
        </>
      )}
      {edited && (
        <Suspense>
          <LineDialog
            projectId={projectId}
            line={edited === 'new' ? undefined : edited}
            currency={budget.items.at(-1)?.currency ?? 'NOK'}
            onClose={() => setEdited(undefined)}
          />
        </Suspense>
      )}
      {removed && (
        <Suspense>
          <RemoveLine projectId={projectId} line={removed} onClose={() => setRemoved(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

function useColumns(
  may: boolean,
  edit: (line: BudgetLineOut) => void,
  remove: (line: BudgetLineOut) => void,
): Column<BudgetLineOut>[] {
  const { t } = useTranslation('finance')
  const words = useLineWords()
  const columns: Column<BudgetLineOut>[] = [
    {
      id: 'funder',
      header: t('funder'),
      cell: ({ funder }) => (
        <Link to="/organisations/$id" params={{ id: funder.id }}>
          {funder.name}
        </Link>
      ),
    },
    { id: 'year', header: t('year'), nowrap: true, cell: ({ year }) => year },
    {
      id: 'amount',
      header: t('amount'),
      align: 'right',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { id: 'note', header: t('note'), cell: ({ note }) => note ?? '' },
  ]
  if (!may) return columns
  const actions = (line: BudgetLineOut) => (
    <IconActions
      actions={[
        { title: t('change_line', { line: words(line) }), Icon: PencilIcon, run: () => edit(line) },
        { title: t('remove_line', { line: words(line) }), Icon: TrashIcon, run: () => remove(line) },
      ]}
    />
  )
  return [...columns, { id: 'actions', header: t('actions'), align: 'right', cell: actions }]
}

function Totals({ budget }: { budget: Budget }) {
  const { t } = useTranslation('finance')
  return (
    <div className="columns">
      <SumList
        title={t('by_year')}
        rows={budget.by_year.map(({ year, amounts }) => ({ key: String(year), name: year, amounts }))}
        total={budget.total}
      />
      <SumList
        title={t('by_funder')}
        rows={budget.by_funder.map(({ funder, amounts }) => ({
          key: funder.id,
          name: funder.name,
          amounts,
        }))}
        total={budget.total}
      />
    </div>
  )
}

interface SumListProps {
  title: string
  rows: { key: string; name: ReactNode; amounts: MoneyOut[] }[]
  total: MoneyOut[]
}

function SumList({ title, rows, total }: SumListProps) {
  const { t } = useTranslation('finance')
  return (
    <section className="panel">
      <Heading level="2" size="small" spacing>
        {title}
      </Heading>
      <dl className="sum-list">
        {rows.map(({ key, name, amounts }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              <Amounts amounts={amounts} />
            </dd>
          </div>
        ))}
        <div className="sum-list__total">
          <dt>{t('total')}</dt>
          <dd>
            <Amounts amounts={total} />
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** Amounts in different currencies are never added up. */
function Amounts({ amounts }: { amounts: MoneyOut[] }) {
  return amounts.map(({ currency, amount }) => (
    <span key={currency} className="block">
      <Money amount={amount} currency={currency} />
    </span>
  ))
}
