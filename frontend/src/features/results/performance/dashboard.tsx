import './performance.css'
import { ToggleGroup } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getPerformanceSummaryOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { PerformanceSummary } from '../../../api/indicators/types.gen'
import { BarList } from '../../../charts/bar-list'
import { ChartFigure } from '../../../charts/chart-figure'
import { StackedBars } from '../../../charts/stacked-bars'
import { useCountries } from '../../../lib/countries'
import { useSearchChange } from '../../../lib/search'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { ResultsWaiting } from '../results-waiting'
import { ways } from './dashboard-search'
import { DayOfFigures } from './day-of-figures'
import { type Asked, PerformanceView } from './performance-view'
import { StandingTag, standings } from './standing'
import { useFirst } from './use-first'

type By = PerformanceSummary['by']

export interface DashboardProps {
  asked: Asked
  by: By
  after: string | undefined
  figure: string | undefined
  /** The columns of the table that are left out. */
  hide: string | undefined
  axis: string | undefined
}

/** How many indicators stand how, all together and part by part; below them, the indicators themselves. */
export function Dashboard({ asked, by, after, figure, hide, axis }: DashboardProps) {
  const { status: _, ...all } = asked
  const query = { ...all, by }
  const summary = useQuery({ ...getPerformanceSummaryOptions({ query }), placeholderData: keepPreviousData })
  if (summary.isError) return <InlineError error={summary.error} retry={summary.refetch} />
  if (!summary.data) return <ResultsWaiting />
  return (
    <div className="stack" aria-busy={summary.isPlaceholderData}>
      <div className="dashboard">
        <Standings summary={summary.data} />
        <Groups summary={summary.data} by={by} />
      </div>
      <PerformanceView
        asked={asked}
        after={after}
        figure={figure}
        hide={hide}
        axis={axis}
        withFramework
        told={summary.data.as_of}
      />
    </div>
  )
}

function Standings({ summary }: { summary: PerformanceSummary }) {
  const { t } = useTranslation('performance')
  const { total, reached, behind, no_data, pending } = summary
  const counts = standings.map((standing) => ({ standing, count: summary[standing] }))
  return (
    <div className="stack-small">
      <ChartFigure
        level="2"
        title={t('standing')}
        summary={t('standing_summary', { total, reached, behind, no_data })}
        table={{
          head: [t('status.label'), t('number')],
          rows: counts.map(({ standing, count }) => [t(`status.${standing}`), count]),
        }}
      >
        <BarList
          label={t('standing')}
          bars={counts.map(({ standing, count }) => ({
            key: standing,
            label: (
              <Link
                to="."
                search={((old: object) => ({ ...old, status: standing, after: undefined })) as never}
                resetScroll={false}
              >
                <StandingTag status={standing} />
              </Link>
            ),
            value: count,
            text: String(count),
          }))}
        />
      </ChartFigure>
      <DayOfFigures days={[summary.as_of]} />
      {pending > 0 && <p className="flush subtle">{t('pending', { number: pending })}</p>}
    </div>
  )
}

function Groups({ summary, by }: { summary: PerformanceSummary; by: By }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const nameOf = useNames(by)
  const groups = summary.groups.map((group) => ({ ...group, label: nameOf(group) }))
  const [largest] = groups
  const [shown, more] = useFirst(groups, 6)
  return (
    <div>
      <ChartFigure
        level="2"
        title={t('groups')}
        summary={
          largest ? t('groups_summary', { name: largest.label, total: largest.total }) : t('groups_none')
        }
        table={{
          head: [t(`by.${by}`), t('number'), ...standings.map((standing) => t(`status.${standing}`))],
          rows: groups.map((group) => [
            group.label,
            group.total,
            ...standings.map((standing) => group[standing]),
          ]),
        }}
      >
        <StackedBars
          label={t('groups')}
          bars={shown.map((group) => ({
            key: group.key ?? '',
            label: <GroupLink by={by} of={group.key} name={group.label} />,
            total: group.total,
            parts: standings.map((standing) => ({
              key: standing,
              label: t(`status.${standing}`),
              count: group[standing],
            })),
          }))}
        />
        {more}
      </ChartFigure>
      <div className="noprint dashboard__by">
        <ToggleGroup
          size="small"
          label={t('by.label')}
          value={by}
          onChange={(value) => change({ by: value === 'kind' ? undefined : value })}
        >
          {ways.map((way) => (
            <ToggleGroup.Item key={way} value={way} label={t(`by.${way}`)} />
          ))}
        </ToggleGroup>
      </div>
    </div>
  )
}

/** Leads to the indicators that were counted. */
function GroupLink({ by, of, name }: { by: By; of: string | null; name: string }) {
  if (of === null) return name
  if (by === 'project') {
    return (
      <Link to="/projects/$id/results" params={{ id: of }} search={{ view: 'performance' }}>
        {name}
      </Link>
    )
  }
  const only = ((old: object) => ({ ...old, [by]: of, after: undefined })) as never
  return (
    <Link to="." search={only} resetScroll={false}>
      {name}
    </Link>
  )
}

function useNames(by: By): (group: PerformanceSummary['groups'][number]) => string {
  const { t } = useTranslation(['performance', 'results'])
  const { countryName } = useCountries()
  const pick = usePickText()
  return ({ key, code, name }) => {
    if (key === null) return t(`performance:without.${by === 'kind' ? 'project' : by}`)
    if (by === 'kind') return t(`results:kinds.${key as 'output'}.many`)
    if (by === 'country') return countryName(key)
    return by === 'project' ? `${code} ${pick(name)}` : pick(name)
  }
}
