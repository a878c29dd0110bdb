import { useTranslation } from 'react-i18next'
import type { ReportTotals } from '../../api/registry/types.gen'
import { usePickText } from '../../ui/localised-view'
import { cellOf, Figure, useReport } from './figures'
import { ProjectName } from './report-table'

/** The report where a table of so many columns does not fit: a card for each country. */
export function ReportCards() {
  const { t } = useTranslation('reports')
  const pick = usePickText()
  const { countries, totals } = useReport()
  return (
    <div className="report-cards">
      {countries.map((country) => (
        <section
          key={country.codes.join() || 'none'}
          id={`country-${country.codes.join('-') || 'none'}`}
          className="panel report-card"
        >
          <h3>
            {country.name ? pick(country.name) : t('no_country')}
            <span className="num">
              <Figure figure={country.totals.total} />
            </span>
          </h3>
          <ul>
            {country.projects.map((project) => (
              <li key={project.id}>
                <ProjectName project={project} />
                <Lines totals={project.totals} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section className="panel report-card report-card--all">
        <h3>
          {t('all_countries')}
          <span className="num">
            <Figure figure={totals.total} />
          </span>
        </h3>
        <Lines totals={totals} />
      </section>
    </div>
  )
}

function Lines({ totals }: { totals: ReportTotals }) {
  const { years, funders } = useReport()
  return (
    <dl>
      {years.flatMap((year) =>
        funders.map((funder) => {
          const figure = cellOf(totals, year, funder.id)
          return (
            figure && (
              <div key={`${year}-${funder.id}`}>
                <dt>
                  {year} <abbr title={funder.name}>{funder.short_name}</abbr>
                </dt>
                <dd className="num">
                  <Figure figure={figure} />
                </dd>
              </div>
            )
          )
        }),
      )}
    </dl>
  )
}
