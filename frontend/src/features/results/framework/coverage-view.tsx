import './framework.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getCoverageOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { CheckOut, CoverageOut, FrameworkOut } from '../../../api/indicators/types.gen'
import { BarList } from '../../../charts/bar-list'
import { ChartFigure } from '../../../charts/chart-figure'
import type { What } from '../../../lib/results'
import { useSearchChange } from '../../../lib/search'
import { InlineError } from '../../../ui/inline-error'
import { ResultsWaiting } from '../results-waiting'
import { Findings, ProjectFindings } from './findings'

export interface CoverageViewProps {
  what: What
  framework: FrameworkOut
  check: string | undefined
}

/** How much of a framework is tied together and can be measured; each gauge shows what is not. */
export function CoverageView({ what, framework, check }: CoverageViewProps) {
  const { t } = useTranslation('framework')
  const { id } = framework.project
  const coverage = useQuery(getCoverageOptions({ path: { owner_id: id } }))
  if (coverage.isError) return <InlineError error={coverage.error} retry={coverage.refetch} />
  if (!coverage.data) return <ResultsWaiting />
  const chosen = coverage.data.checks.find(({ code }) => code === check)
  return (
    <div className="results">
      <p className="flush">{t('coverage.lead')}</p>
      <ul className="gauges">
        {coverage.data.checks.map((one) => (
          <Gauge key={one.code} check={one} chosen={one === chosen} />
        ))}
      </ul>
      {framework.results.length > 0 && <Findings what={what} framework={framework} check={chosen} />}
      {what === 'programme' && <ProjectFindings coverage={coverage.data} check={chosen} />}
      <Split split={coverage.data.split} />
    </div>
  )
}

/** The share that is in order, and a button that shows the rest. */
function Gauge({ check: { code, total, offending }, chosen }: { check: CheckOut; chosen: boolean }) {
  const { t } = useTranslation('framework')
  const change = useSearchChange()
  const share = total === 0 ? 1 : (total - offending) / total
  const state = total === 0 ? 'empty' : offending === 0 ? 'fine' : 'open'
  return (
    <li>
      <button
        type="button"
        className="gauge"
        data-state={state}
        aria-pressed={chosen}
        onClick={() => change({ check: chosen ? undefined : code })}
      >
        <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
          <circle className="gauge__track" cx="20" cy="20" r="16" pathLength="100" />
          <circle
            className="gauge__share"
            cx="20"
            cy="20"
            r="16"
            pathLength="100"
            strokeDasharray={`${share * 100} 100`}
          />
        </svg>
        <span className="gauge__text">
          <strong>{t(`coverage.checks.${code}`)}</strong>
          <span>
            {state === 'empty' && t('coverage.nothing_to_check')}
            {state === 'fine' && t('coverage.fine', { total })}
            {state === 'open' && t('coverage.how_many', { offending, total })}
          </span>
        </span>
      </button>
    </li>
  )
}

const parts = ['skills', 'infrastructure', 'both', 'unknown'] as const

function Split({ split }: { split: CoverageOut['split'] }) {
  const { t } = useTranslation('framework')
  if (parts.every((part) => split[part] === 0)) return null
  return (
    <ChartFigure
      level="2"
      title={t('coverage.split')}
      summary={t('coverage.split_summary', { ...split })}
      table={{
        head: [t('coverage.kind'), t('coverage.number')],
        rows: parts.map((part) => [t(`coverage.builds.${part}`), split[part]]),
      }}
    >
      <BarList
        label={t('coverage.split')}
        bars={parts.map((part) => ({
          key: part,
          label: t(`coverage.builds.${part}`),
          value: split[part],
          text: String(split[part]),
        }))}
      />
    </ChartFigure>
  )
}
