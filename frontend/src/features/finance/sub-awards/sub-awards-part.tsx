import '../budget.css'
import { PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubAwardOut } from '../../../api/registry/types.gen'
import { useMayOn } from '../../../lib/access'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import type { PartProps } from '../finance-parts'
import { useAwardColumns } from './columns'
import { fundsQuery, subAwardsQuery } from './queries'

const FundFigure = lazy(() => import('./fund-figure').then((part) => ({ default: part.FundFigure })))
// Dialogs are heavy, and most people only read: they come when they are asked for.
const dialogs = {
  schedule: lazy(() => import('./schedule-dialog').then((part) => ({ default: part.ScheduleDialog }))),
  payment: lazy(() => import('./payment-dialog').then((part) => ({ default: part.PaymentDialog }))),
  remove: lazy(() => import('./remove-award').then((part) => ({ default: part.RemoveAward }))),
}
const AwardDialog = lazy(() => import('./award-dialog').then((part) => ({ default: part.AwardDialog })))

export interface Asked {
  what: keyof typeof dialogs
  award: SubAwardOut
}

/** What a project hands on, and what the funds hold that it is handed on from. */
export function SubAwardsPart({ projectId, search }: PartProps) {
  const { t } = useTranslation('sub_awards')
  const may = useMayOn('budget.write', 'project', projectId)
  const [adding, setAdding] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const after = typeof search.after === 'string' ? search.after : undefined
  const awards = useQuery({ ...subAwardsQuery(projectId, after), placeholderData: keepPreviousData })
  const funds = useQuery(fundsQuery(projectId))
  const columns = useAwardColumns(may, setAsked)
  const Asked = asked && dialogs[asked.what]
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
      <DataTable
        label={t('title')}
        columns={columns}
        query={awards}
        rowId={(award) => award.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t('empty')} action={add}>
            {t('empty_hint')}
          </EmptyState>
        }
      />
      {/* Below the list: what comes above it moves a button away from under the pointer. */}
      {funds.error && <InlineError error={funds.error} retry={funds.refetch} />}
      <Suspense>
        {funds.data?.items.map((fund) => (
          <FundFigure key={`${fund.holder.id} ${fund.currency}`} fund={fund} />
        ))}
      </Suspense>
      <Suspense>
        {adding && <AwardDialog projectId={projectId} onClose={() => setAdding(false)} />}
        {Asked && <Asked award={asked.award} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </div>
  )
}
