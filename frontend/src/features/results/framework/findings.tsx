import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CheckOut, CoverageOut, FrameworkOut } from '../../../api/indicators/types.gen'
import type { What } from '../../../lib/results'
import { LocalisedView } from '../../../ui/localised-view'
import { useGraph } from './graph-query'

interface FindingsProps {
  what: What
  framework: FrameworkOut
  check: CheckOut | undefined
}

/** What a check found in the framework itself, each with a link to where it is mended. */
export function Findings({ what, framework, check }: FindingsProps) {
  const { t } = useTranslation('framework')
  const title = what === 'programme' ? t('coverage.own') : t('coverage.found')
  return (
    <section className="panel" aria-live="polite" aria-labelledby="findings">
      <h2 id="findings">{check && what === 'project' ? t(`coverage.checks.${check.code}`) : title}</h2>
      {!check && <p className="flush subtle">{t('coverage.found_none')}</p>}
      {check?.ids.length === 0 && <p className="flush">{t('coverage.all_in_order')}</p>}
      {check && check.ids.length > 0 && (
        <ul className="findings">
          {check.about === 'side' ? (
            <Sides framework={framework} ids={check.ids} />
          ) : (
            check.ids.map((id) => <Finding key={id} framework={framework} id={id} about={check.about} />)
          )}
        </ul>
      )}
    </section>
  )
}

function Finding({ framework, id, about }: { framework: FrameworkOut; id: string; about: string }) {
  const { t } = useTranslation('results')
  const isIndicator = about === 'indicator'
  const result = framework.results.find((one) =>
    isIndicator ? one.indicators.some((indicator) => indicator.id === id) : one.id === id,
  )
  if (!result) return null
  const thing = isIndicator ? result.indicators.find((one) => one.id === id) : result
  return (
    <li>
      <Link
        to="."
        search={(isIndicator ? {} : { view: 'structure' }) as never}
        hash={isIndicator ? `indicator-${id}` : `result-${id}`}
      >
        <LocalisedView text={thing?.title} original={result.original_language} />
      </Link>
      <span className="subtle">
        {isIndicator ? (
          <LocalisedView text={result.title} original={result.original_language} />
        ) : (
          t(`kinds.${result.kind}.one`)
        )}
      </span>
    </li>
  )
}

/** A side is mended by saying of a result that it is for that side. */
function Sides({ framework, ids }: { framework: FrameworkOut; ids: string[] }) {
  const graph = useGraph(framework.project.id)
  const found = graph?.sides.filter((side) => ids.includes(side.organisation_id)) ?? []
  return found.map((side) => (
    <li key={side.organisation_id}>
      <Link to="." search={{ view: 'structure' } as never}>
        {side.name}
      </Link>
    </li>
  ))
}

interface ProjectFindingsProps {
  coverage: CoverageOut
  check: CheckOut | undefined
}

/** Of a programme: the projects in which most is to be mended, or most by one check. */
export function ProjectFindings({ coverage, check }: ProjectFindingsProps) {
  const { t } = useTranslation('framework')
  const count = (project: CoverageOut['projects'][number]) =>
    Object.entries(project.offending).reduce(
      (sum, [code, number]) => sum + (!check || check.code === code ? number : 0),
      0,
    )
  const projects = coverage.projects
    .map((project) => ({ project, number: count(project) }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => b.number - a.number)
  return (
    <section className="panel" aria-live="polite" aria-labelledby="project-findings">
      <h2 id="project-findings">{check ? t(`coverage.checks.${check.code}`) : t('coverage.projects')}</h2>
      <p className="flush subtle">{t('coverage.projects_lead', { count: coverage.projects_total })}</p>
      {projects.length === 0 && <p className="flush">{t('coverage.no_projects')}</p>}
      {projects.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t('coverage.project')}</th>
              <th scope="col">{t('coverage.to_mend')}</th>
            </tr>
          </thead>
          <tbody>
            {projects.map(({ project, number }) => (
              <tr key={project.id}>
                <th scope="row">
                  <Link
                    to="/projects/$id/results"
                    params={{ id: project.id }}
                    search={{ view: 'coverage', check: check?.code }}
                  >
                    {project.code} <LocalisedView text={project.title} original={project.original_language} />
                  </Link>
                </th>
                <td>{number}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
