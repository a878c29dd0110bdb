import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ReportCountry, ReportProject, ReportTotals } from '../../api/registry/types.gen'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { cellOf, Figure, shownCurrency, useReport, yearOf } from './figures'

/** The whole report as one table: a group of rows for each country, a group of columns for each year. */
export function ReportTable() {
  const { t } = useTranslation('reports')
  const report = useReport()
  const caption = t('caption', { currency: shownCurrency(report) })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="report-scroll" aria-label={t('by_country')} tabIndex={0}>
      <table className="report-table">
        <caption className="sr-only">{caption}</caption>
        <Head />
        {report.countries.map((country) => (
          <CountryRows key={country.codes.join() || 'none'} country={country} />
        ))}
        <tfoot>
          <tr>
            <th scope="row">{t('all_countries')}</th>
            <Figures totals={report.totals} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Head() {
  const { t } = useTranslation('reports')
  const { years, funders } = useReport()
  const span = funders.length > 1 ? funders.length + 1 : 1
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="report-table__project">
          {t('project')}
        </th>
        {years.map((year) => (
          <th key={year} scope="colgroup" colSpan={span} className="report-table__year">
            {year}
          </th>
        ))}
        <th scope="col" rowSpan={2} className="report-table__year num">
          {t('total')}
        </th>
      </tr>
      <tr>
        {years.map((year) => [
          ...funders.map((funder, index) => (
            <th
              key={`${year}-${funder.id}`}
              scope="col"
              className={`num${index ? '' : ' report-table__first'}`}
            >
              <abbr title={funder.name}>{funder.short_name}</abbr>
            </th>
          )),
          funders.length > 1 && (
            <th key={year} scope="col" className="num report-table__sum">
              {t('year_total')}
            </th>
          ),
        ])}
      </tr>
    </thead>
  )
}

function CountryRows({ country }: { country: ReportCountry }) {
  const { t } = useTranslation('reports')
  const pick = usePickText()
  return (
    <tbody id={`country-${country.codes.join('-') || 'none'}`}>
      <tr className="report-table__country">
        <th scope="rowgroup">
          {country.name ? pick(country.name) : t('no_country')}
          <span className="report-table__count">{t('projects', { count: country.projects.length })}</span>
        </th>
        <Figures totals={country.totals} />
      </tr>
      {country.projects.map((project) => (
        <tr key={project.id}>
          <th scope="row">
            <ProjectName project={project} />
          </th>
          <Figures totals={project.totals} />
        </tr>
      ))}
    </tbody>
  )
}

export function ProjectName({ project }: { project: ReportProject }) {
  const to: string = '/projects/$id'
  return (
    <div className="report-project">
      <span className="report-code">{project.code}</span>
      <Link to={to} params={{ id: project.id } as never}>
        <LocalisedView text={project.title} original={project.original_language} />
      </Link>
      {project.partners.length > 0 && (
        <span className="report-partners">
          {project.partners.map((partner) => (
            <span key={partner}>{partner}</span>
          ))}
        </span>
      )}
    </div>
  )
}

function Figures({ totals }: { totals: ReportTotals }) {
  const { years, funders } = useReport()
  return (
    <>
      {years.map((year) => [
        ...funders.map((funder, index) => (
          <td key={`${year}-${funder.id}`} className={index ? 'num' : 'num report-table__first'}>
            <Figure figure={cellOf(totals, year, funder.id)} />
          </td>
        )),
        funders.length > 1 && (
          <td key={year} className="num report-table__sum">
            <Figure figure={yearOf(totals, year)} />
          </td>
        ),
      ])}
      <td className="num report-table__total">
        <Figure figure={totals.total} />
      </td>
    </>
  )
}
