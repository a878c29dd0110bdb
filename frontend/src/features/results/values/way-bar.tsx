import { Button } from '@navikt/ds-react'
import { lazy, memo, Suspense, useContext, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounts, useLocks, useModel } from './context'
import { FollowUpsContext } from './follow-ups'
import { nextOf, type Status } from './grid-model'
import { idAt, type Layout, placesOf } from './layout'
import type { Step } from './take-steps'
import { countsOf, readyFor } from './waiting'
import { useWays } from './way-context'

const StepsDialog = lazy(() => import('./steps-dialog').then((part) => ({ default: part.StepsDialog })))

/** The others are taken from the review list. */
const IN_BAR: readonly Step[] = ['submitted', 'accepted']
const WAY: readonly Status[] = ['draft', 'submitted', 'returned', 'verified', 'accepted']

export interface WayBarProps {
  layout: Layout
  /** The cell that one is at. */
  whereNow: () => string | undefined
  /** What was done last, in words. */
  told: string
  onGo: (id: string | undefined) => void
}

/** How far the values have come, and the next step for all that are ready for it. */
export const WayBar = memo(function WayBar(props: WayBarProps) {
  // All cells are gone through: first one sees what one typed.
  return <Bar {...props} counted={useDeferredValue(useCounts())} />
})

/** Drawn anew when any cell has changed. */
const Bar = memo(function Bar({ layout, whereNow, told, onGo }: WayBarProps & { counted: object }) {
  const { t } = useTranslation(['values', 'results'])
  const model = useModel()
  const ways = useWays()
  const locks = useLocks()
  const [asked, setAsked] = useState<{ step: Step; turn: number }>()
  const [open, setOpen] = useState(false)
  const counts = countsOf(model, layout)
  // The same until the page is laid out anew: this is drawn at every key.
  const order = useMemo(() => placesOf(layout).flatMap((place) => idAt(layout, place) ?? []), [layout])
  const followUps = useContext(FollowUpsContext)
  const marked = useMemo(() => order.filter((id) => followUps.has(id)).length, [order, followUps])
  const go = (status: Status) => onGo(model.nextWith(order, whereNow(), status))
  return (
    <section className="values__way noprint" aria-label={t('way.title')}>
      <ul className="values__counts">
        {WAY.filter((status) => counts[status] > 0).map((status) => (
          <li key={status}>
            <button
              type="button"
              className="values__count"
              title={t('way.go', { status: t(`results:statuses.${status}`) })}
              onClick={() => go(status)}
            >
              <span className="value-status" data-status={status}>
                {t(`results:statuses.${status}`)}
              </span>{' '}
              <strong className="num">{counts[status]}</strong>
            </button>
          </li>
        ))}
        {marked > 0 && (
          <li>
            <button
              type="button"
              className="values__count"
              title={t('follow.go')}
              onClick={() => onGo(nextOf(order, whereNow(), (id) => followUps.has(id)))}
            >
              {t('follow.count')} <strong className="num">{marked}</strong>
            </button>
          </li>
        )}
        {counts.none > 0 && (
          <li className="values__count">
            {t('way.none')} <strong className="num">{counts.none}</strong>
          </li>
        )}
      </ul>
      <span className="values__kept" role="status">
        {told}
      </span>
      {IN_BAR.map((one) => {
        const count = readyFor(model, layout, ways, one, locks).length
        if (count === 0 || !ways[one]) return null
        return (
          <Button
            key={one}
            size="small"
            onClick={() => {
              setAsked({ step: one, turn: (asked?.turn ?? 0) + 1 })
              setOpen(true)
            }}
          >
            {t(`way.do.${one}`, { count })}
          </Button>
        )
      })}
      {asked && (
        <Suspense>
          <StepsDialog
            key={asked.turn}
            layout={layout}
            step={asked.step}
            open={open}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </section>
  )
})
