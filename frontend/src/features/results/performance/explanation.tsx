import './performance.css'
import { Dialog } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import {
  explainFigureOptions,
  getIndicatorOptions,
  getPartsOptions,
} from '../../../api/indicators/@tanstack/react-query.gen'
import type { ExplainOut, IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { useSearchChange } from '../../../lib/search'
import { InlineError } from '../../../ui/inline-error'
import { LocalisedView } from '../../../ui/localised-view'
import { periodName } from '../periods'
import { ResultsWaiting } from '../results-waiting'
import { useDiscard } from '../use-discard'
import { useAmount } from './amounts'
import { OriginTree } from './origin-tree'

// Only of counts of people.
const Overlaps = lazy(() => import('./overlaps').then((part) => ({ default: part.Overlaps })))

/** Where a figure comes from; `figure` names the indicator, the period and the part. */
export function Explanation({ figure, include }: { figure: string; include?: 'submitted' | undefined }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const [indicatorId = '', at = 'life', category] = figure.split('.')
  const query = {
    ...(at === 'life' || at === 'to_date' ? { total: at } : { period: at }),
    ...(category ? { category: [category] } : {}),
    ...(include ? { include } : {}),
  }
  const path = { indicator_id: indicatorId }
  const indicator = useQuery(getIndicatorOptions({ path }))
  const why = useQuery(
    explainFigureOptions({
      path,
      query: query as { total?: 'life' | 'to_date'; category?: string[]; include?: 'submitted' },
    }),
  )
  const { touch, leave, question } = useDiscard(() => change({ figure: undefined }))
  const failed = indicator.isError ? indicator : why.isError ? why : undefined
  return (
    <Dialog open onOpenChange={(open) => !open && leave()}>
      <Dialog.Popup position="right" width="large" className="explain">
        <Dialog.Header>
          <Dialog.Title>{t('explain')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body onInput={touch}>
          {failed ? (
            <InlineError error={failed.error} retry={failed.refetch} />
          ) : indicator.data && why.data ? (
            <Explained indicator={indicator.data} why={why.data} at={at} category={category} />
          ) : (
            <ResultsWaiting />
          )}
        </Dialog.Body>
        {question}
      </Dialog.Popup>
    </Dialog>
  )
}

interface ExplainedProps {
  indicator: IndicatorOut
  why: ExplainOut
  at: string
  category: string | undefined
}

/** Which part of it is explained. */
function PartNamed({ indicator, category }: { indicator: IndicatorOut; category: string }) {
  const parts = useQuery(getPartsOptions({ path: { indicator_id: indicator.id } }))
  const axis = parts.data?.axes.find(({ categories }) => categories.some(({ id }) => id === category))
  const named = axis?.categories.find(({ id }) => id === category)
  if (!axis || !named) return null
  return <LocalisedView as="p" className="flush" text={named.name} original={axis.original_language} />
}

function Explained({ indicator, why, at, category }: ExplainedProps) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const period = indicator.periods.find(({ id }) => id === at)
  const { marks } = why.figure
  return (
    <div className="stack">
      <div>
        <h2 className="explain__name">
          <LocalisedView text={indicator.title} original={indicator.original_language} />
        </h2>
        {category && <PartNamed indicator={indicator} category={category} />}
        <p className="flush">{period ? periodName(language, period) : t(`total.${at as 'life'}`)}</p>
        <p className="explain__figure num" data-testid="explained">
          {say(why.figure, { ...indicator, decimals: why.decimals })}
        </p>
        <p className="flush subtle">
          {t(why.include === 'submitted' ? 'as_of_submitted' : 'as_of', { day: dat(language, why.as_of) })}
        </p>
      </div>
      {marks.length > 0 && (
        <ul className="explain__marks">
          {marks.map((mark) => (
            <li key={mark}>{t(`mark.${mark}`)}</li>
          ))}
        </ul>
      )}
      <section aria-labelledby="explain-parts">
        <h3 id="explain-parts">{t('made_of')}</h3>
        <OriginTree origin={why.origin} />
      </section>
      {!category && indicator.population.startsWith('unique') && (
        <Suspense>
          <Overlaps indicator={indicator} periodId={period?.id} />
        </Suspense>
      )}
      <Rules rules={why.rules} />
      <LeftOut why={why} />
    </div>
  )
}

function Rules({ rules }: { rules: ExplainOut['rules'] }) {
  const { t } = useTranslation('performance')
  if (rules.length === 0) return null
  return (
    <section aria-labelledby="explain-rules">
      <h3 id="explain-rules">{t('rules')}</h3>
      <ul className="explain__list">
        {rules.map((rule) => (
          <li key={rule.id}>
            <LocalisedView text={rule.name} />
            {rule.code && ` (${rule.code})`}
            {', '}
            {t('version', { number: rule.number })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LeftOut({ why }: { why: ExplainOut }) {
  const { t } = useTranslation('performance')
  if (why.left_out.length === 0 && why.unplaced === 0) return null
  return (
    <section aria-labelledby="explain-left-out">
      <h3 id="explain-left-out">{t('left_out')}</h3>
      <ul className="explain__list">
        {why.left_out.map((one) => (
          <li key={one.id}>
            <LocalisedView text={one.title} />
            {one.archived && ` (${t('archived_short')})`}
          </li>
        ))}
        {why.unplaced > 0 && <li>{t('unplaced', { number: why.unplaced })}</li>}
      </ul>
    </section>
  )
}
