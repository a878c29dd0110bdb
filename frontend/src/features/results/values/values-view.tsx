import './values.css'
import './way.css'
import '../locks/locked.css'
import { Select } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { frameworkKey, type What } from '../../../lib/results'
import { useSearchChange } from '../../../lib/search'
import { useMedia } from '../../../lib/use-media'
import { EmptyState } from '../../../ui/empty-state'
import { LinkButton } from '../../../ui/link-button'
import { showSuccess } from '../../../ui/toast'
import '../checks/checks.css'
import { ChecksContext, useChecks } from '../checks/queries'
import { heldPeriods } from '../locks/holding'
import { locksQuery } from '../locks/queries'
import { programmeRulesQuery } from '../rules/queries'
import { LocksContext, ModelContext, useLocks } from './context'
import { FollowUpsContext, useFollowUps } from './follow-ups'
import { GridModel } from './grid-model'
import { useKeeping } from './keeping'
import { idAt, type Layout, layOut, placeOf, placesOf, yearsOf } from './layout'
import { Reader } from './said'
import { storedOf } from './sending'
import type { Step } from './take-steps'
import { useGrid } from './use-grid'
import { useSaving } from './use-saving'
import { ValueGrid } from './value-grid'
import { waysOf } from './waiting'
import { possible, TellContext, useTakeStep, useWays, WaysContext } from './way-context'

const GridStatus = lazy(() => import('./grid-status').then((part) => ({ default: part.GridStatus })))
const GridHelp = lazy(() => import('./grid-help').then((part) => ({ default: part.GridHelp })))
const WayBar = lazy(() => import('./way-bar').then((part) => ({ default: part.WayBar })))
const Tools = lazy(() => import('./tools').then((part) => ({ default: part.Tools })))
// On a phone alone, where the grid is not.
const ValueList = lazy(() => import('./value-list').then((part) => ({ default: part.ValueList })))
const ViewChoice = lazy(() => import('./view-choice').then((part) => ({ default: part.ViewChoice })))
const ReviewList = lazy(() => import('./review-list').then((part) => ({ default: part.ReviewList })))
const ValueDetails = lazy(() => import('./value-details').then((part) => ({ default: part.ValueDetails })))

export interface ValuesViewProps {
  what?: What
  framework: FrameworkOut
  accountId: string
  /** Shows the periods of this year alone. */
  year?: number | undefined
  /** What waits for a decision, instead of the grid. */
  review: boolean
}

/** Where the values of a project or programme are entered: as in a spreadsheet, but nothing is ever lost or overwritten unseen. */
export function ValuesView({ what = 'project', framework, accountId, year, review }: ValuesViewProps) {
  const { t } = useTranslation('values')
  const { id, archived } = framework.project
  const mayRecord = useMayOn('entry.write', what, id) && !archived
  const mayReview = useMayOn('entry.review', what, id)
  const { model, reader } = useModelOf(framework)
  const layout = useMemo(() => layOut(framework, year), [framework, year])
  useKeeping(model, accountId, id)
  const { unheard } = useSaving(model, reader, id)
  const [told, setTold] = useState('')
  const locks = useQuery(locksQuery(id)).data
  const held = useMemo(() => heldPeriods(framework, locks ?? [], accountId), [framework, locks, accountId])
  const checks = useChecks(model, id, mayRecord || mayReview)
  const followUps = useFollowUps(id, mayRecord || mayReview)
  const secondLevel = useQuery(programmeRulesQuery(id)).data?.second_level ?? false
  const ways = useMemo(() => waysOf(mayRecord, mayReview, secondLevel), [mayRecord, mayReview, secondLevel])
  useLeaveGuard(model)
  useTellOthers(what, id)
  if (yearsOf(framework).length === 0) {
    const to = `/${what}s/$id/results` as const
    return (
      <EmptyState
        title={t('empty')}
        action={
          <LinkButton to={to} params={{ id }}>
            {t('to_results')}
          </LinkButton>
        }
      >
        {t('empty_hint')}
      </EmptyState>
    )
  }
  return (
    <ModelContext value={model}>
      <WaysContext value={ways}>
        <TellContext value={setTold}>
          <LocksContext value={held}>
            <ChecksContext value={checks}>
              <FollowUpsContext value={followUps}>
                <Values
                  what={what}
                  framework={framework}
                  layout={layout}
                  model={model}
                  unheard={unheard}
                  year={year}
                  review={review && mayReview}
                  mayRecord={mayRecord}
                  told={told}
                />
              </FollowUpsContext>
            </ChecksContext>
          </LocksContext>
        </TellContext>
      </WaysContext>
    </ModelContext>
  )
}

interface ValuesProps {
  what: What
  framework: FrameworkOut
  layout: Layout
  model: GridModel
  unheard: boolean
  year: number | undefined
  review: boolean
  mayRecord: boolean
  told: string
}

/** Of which value the details are open, and whether one came to say why it goes back. */
interface Open {
  returning?: string
}

function Values({ what, framework, layout, model, unheard, year, review, mayRecord, told }: ValuesProps) {
  const { t } = useTranslation('values')
  const ways = useWays()
  const take = useTakeStep()
  const held = useLocks()
  const [open, setOpen] = useState<Open>()
  const narrow = useMedia('(max-width: 48rem)')
  const reviews = ways.accepted !== undefined
  const { position, actions } = useGrid(model, layout, {
    mayRecord,
    isLocked: (id) => held.has(id),
    onDetails: () => setOpen({}),
    onOutside: (count) => showSuccess(t('outside', { count })),
    onGrouped: (count) => showSuccess(t('grouped', { count })),
    onStep: (id, step) => {
      if (!possible(model.get(id), ways).includes(step)) return
      if (step === 'returned') setOpen({ returning: id })
      else void take(id, step)
    },
    nextWaiting: (order, at) => (reviews ? model.nextWith(order, at, 'submitted') : undefined),
  })
  const place = open && position.at ? placeOf(layout, position.at) : undefined
  const row = place && layout.rows[place.row]
  const period = place && row?.periods[place.column]
  const { goTo, whereNow } = actions
  const goToTrouble = useCallback(() => {
    const order = placesOf(layout).flatMap((one) => idAt(layout, one) ?? [])
    goTo(model.nextTrouble(order, whereNow()))
    setOpen({})
  }, [layout, model, goTo, whereNow])
  return (
    <div className="values">
      <div className="values__tools">
        {!narrow && <YearChoice framework={framework} year={year} />}
        {reviews && (
          <Suspense>
            <ViewChoice review={review} />
          </Suspense>
        )}
        <Suspense fallback={<div className="values__status" />}>
          <GridStatus unheard={unheard} onGo={goTo} onTrouble={goToTrouble} />
        </Suspense>
        <Suspense>
          <Tools what={what} framework={framework} mayRecord={mayRecord} />
        </Suspense>
      </div>
      <Suspense>
        <WayBar layout={layout} whereNow={whereNow} told={told} onGo={goTo} />
      </Suspense>
      {/* Its line is kept free, so that the grid does not move when it comes. */}
      {!narrow && !review && (
        <div className="values__help">
          <Suspense>
            <GridHelp reviews={reviews} />
          </Suspense>
        </div>
      )}
      <div className="values__parts" data-details={period !== undefined}>
        {review ? (
          <Suspense>
            <ReviewList
              layout={layout}
              onDetails={(id, step) => {
                actions.goTo(id)
                setOpen(step === 'returned' ? { returning: id } : {})
              }}
            />
          </Suspense>
        ) : narrow ? (
          <Suspense>
            <ValueList
              layout={layout}
              mayRecord={mayRecord}
              onDetails={(id) => {
                actions.goTo(id)
                setOpen({})
              }}
            />
          </Suspense>
        ) : (
          <ValueGrid layout={layout} label={t(`title.${what}`)} position={position} actions={actions} />
        )}
        {open && row && period && (
          <Suspense>
            <ValueDetails
              indicator={row.indicator}
              period={period}
              returning={open.returning === period.id}
              onStepped={() => setOpen((was) => was && {})}
              mayRecord={mayRecord}
              onClose={() => {
                setOpen(undefined)
                actions.goTo(position.at)
              }}
            />
          </Suspense>
        )}
      </div>
    </div>
  )
}

const YearChoice = memo(function YearChoice({ framework, year }: Pick<ValuesProps, 'framework' | 'year'>) {
  const { t } = useTranslation('values')
  const change = useSearchChange()
  return (
    <Select
      size="small"
      label={t('year')}
      value={year ?? ''}
      onChange={(event) => change({ year: Number(event.target.value) || undefined })}
    >
      <option value="">{t('all_years')}</option>
      {yearsOf(framework).map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  )
})

/** One model for as long as the page is open; what the service says anew goes into it. */
function useModelOf(framework: FrameworkOut): { model: GridModel; reader: Reader } {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const { id } = framework.project
  const [yes, no] = [t('yes'), t('no')]
  const reader = useMemo(() => new Reader(language, { yes, no }), [language, yes, no])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another project has other cells
  const model = useMemo(() => new GridModel(reader), [reader, id])
  useMemo(() => {
    model.together(() => {
      for (const { kind, periods } of framework.results.flatMap(({ indicators }) => indicators)) {
        for (const period of periods) model.load(period.id, storedOf(reader, kind, period))
      }
    })
  }, [model, framework, reader])
  return { model, reader }
}

/** Whoever closes the window too soon is asked once more; what waits is kept all the same. */
function useLeaveGuard(model: GridModel): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (model.unsettled().length > 0) event.preventDefault()
    }
    globalThis.addEventListener('beforeunload', ask)
    return () => globalThis.removeEventListener('beforeunload', ask)
  }, [model])
}

/** What was recorded here is in the model alone: other pages read it anew. */
function useTellOthers(what: What, id: string): void {
  const cache = useQueryClient()
  useEffect(
    () => () => void cache.invalidateQueries({ queryKey: frameworkKey(id, what), refetchType: 'none' }),
    [cache, id, what],
  )
}
