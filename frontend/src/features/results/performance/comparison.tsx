import './performance.css'
import { Button, Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  compareProjectsOptions,
  getPerformanceSummaryOptions,
} from '../../../api/indicators/@tanstack/react-query.gen'
import type { ComparisonOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { useSearchChange } from '../../../lib/search'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { share } from '../figures'
import { ResultsWaiting } from '../results-waiting'
import { useTarget } from './amounts'
import { ExplainPanel } from './explain-panel'
import { LifeFigure } from './life-figure'
import { Multiples } from './multiples'
import { StandingTag } from './standing'
import { Way } from './way'

const MOST = 4

/** Two to four projects side by side, on what they count in the same way. */
export function Comparison({ projects, figure }: { projects: string[]; figure: string | undefined }) {
  const { t } = useTranslation('performance')
  const pick = usePickText()
  const enough = projects.length > 1
  const found = useQuery({
    ...compareProjectsOptions({ query: { project_id: projects } }),
    enabled: enough,
  })
  return (
    <div className="stack">
      {projects.length < MOST && <Choice projects={projects} />}
      {!enough ? (
        <EmptyState title={t('compare.few')}>{t('compare.few_hint')}</EmptyState>
      ) : found.isError ? (
        <InlineError error={found.error} retry={found.refetch} />
      ) : found.data ? (
        <>
          <Compared comparison={found.data} projects={projects} />
          {found.data.definitions.map(({ definition, rows }) => (
            <Multiples
              key={definition.id}
              rows={rows}
              title={t('multiples.of', { name: pick(definition.name) })}
              of="value"
              withFramework
            />
          ))}
          <Way rows={found.data.definitions.flatMap(({ rows }) => rows)} withFramework />
        </>
      ) : (
        <ResultsWaiting />
      )}
      <ExplainPanel figure={figure} />
    </div>
  )
}

/** Adds a project to those that are compared: one of those that have indicators. */
function Choice({ projects }: { projects: string[] }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const pick = usePickText()
  const { data } = useQuery(getPerformanceSummaryOptions({ query: { by: 'project' } }))
  const others = (data?.groups ?? []).flatMap(({ key, code, name }) =>
    key === null || projects.includes(key) ? [] : [{ key, label: `${code} ${pick(name)}` }],
  )
  return (
    <Select
      size="small"
      className="comparison__choice noprint"
      label={t('compare.add')}
      value=""
      onChange={(event) => change({ projects: [...projects, event.target.value].join('.') })}
    >
      <option value="">{t('compare.choose')}</option>
      {others.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  )
}

function Compared({ comparison, projects }: { comparison: ComparisonOut; projects: string[] }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const without = (id: string) =>
    change({ projects: projects.filter((one) => one !== id).join('.') || undefined })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="performance comparison scroll-x" aria-label={t('compare.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="performance__name">
              {t('indicator')}
            </th>
            {comparison.projects.map((project) => (
              <th key={project.id} scope="col" className="comparison__project">
                {project.code} <LocalisedView text={project.title} original={project.original_language} />
                <Button
                  size="xsmall"
                  variant="tertiary"
                  data-color="neutral"
                  className="noprint"
                  aria-label={`${t('compare.remove')}: ${project.code}`}
                  onClick={() => without(project.id)}
                >
                  {t('compare.remove')}
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.definitions.map(({ definition, rows }) => (
            <tr key={definition.id}>
              <th scope="row" className="performance__name">
                <LocalisedView text={definition.name} />
                {definition.code && <span className="performance__note">{definition.code}</span>}
              </th>
              {comparison.projects.map((project) => (
                <td key={project.id}>
                  <Cell rows={rows.filter(({ framework }) => framework.id === project.id)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {comparison.definitions.length === 0 && <p>{t('compare.nothing')}</p>}
      {comparison.truncated && <p>{t('compare.truncated')}</p>}
    </section>
  )
}

function Cell({ rows }: { rows: ComparisonOut['definitions'][number]['rows'] }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const target = useTarget()
  if (rows.length === 0) return '–'
  return rows.map((row) => {
    const wanted = target(row.target, row)
    return (
      <div key={row.indicator_id} className="comparison__cell">
        <LifeFigure row={row} /> {wanted && t('of_target', { target: wanted })}
        {row.progress !== null && ` (${share(language, row.progress)})`}
        <br />
        <StandingTag status={row.status} />
      </div>
    )
  })
}
