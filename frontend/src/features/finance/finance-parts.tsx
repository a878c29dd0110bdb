import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { choice } from '../../lib/search'
import { type LinkTab, LinkTabs } from '../../ui/link-tabs'

// Each is fetched when it is opened: few people read all of them.
const views = {
  budget: lazy(() => import('./budget-part').then((part) => ({ default: part.BudgetPart }))),
  planned: lazy(() => import('./planned/planned-part').then((part) => ({ default: part.PlannedPart }))),
  transactions: lazy(() =>
    import('./transactions/transactions-part').then((part) => ({ default: part.TransactionsPart })),
  ),
  co_financing: lazy(() =>
    import('./co-financing/co-financing-part').then((part) => ({ default: part.CoFinancingPart })),
  ),
  sub_awards: lazy(() =>
    import('./sub-awards/sub-awards-part').then((part) => ({ default: part.SubAwardsPart })),
  ),
}
const parts = Object.keys(views) as (keyof typeof views)[]
const readPart = choice(parts)

export interface PartProps {
  projectId: string
  /** The address as it came: each part reads what it knows. */
  search: Record<string, unknown>
}

/** The parts of a project's money. Which one is open stands in the address. */
export function FinanceParts({ projectId, search }: PartProps) {
  const { t } = useTranslation('transactions')
  const open = readPart(search.part) ?? 'budget'
  const View = views[open]
  return (
    <>
      <LinkTabs
        label={t('tabs.parts')}
        tabs={parts.map((part) => ({
          label: t(`tabs.${part}`),
          // The open one is at the whole address, or it would not be shown as the open one.
          link: linkTo(projectId, part === open ? search : asked(part)),
        }))}
      />
      <Suspense fallback={<div className="pending" aria-busy />}>
        <View projectId={projectId} search={search} />
      </Suspense>
    </>
  )
}

const asked = (part: string) => (part === 'budget' ? {} : { part })

/** Told without its type: to weigh it against every route of the product takes minutes. */
function linkTo(id: string, search: object): LinkTab['link'] {
  return { to: '/projects/$id/budget', params: { id }, search } as unknown as LinkTab['link']
}
