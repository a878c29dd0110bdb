import './comparison.css'
import { useTranslation } from 'react-i18next'
import type { ComparedPart, PortfolioComparison } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { Amount, digitsOf, givenIn, useGroupName, usePercent } from './comparison-amounts'

/** Both years and what changed, a row for each part of the portfolio. */
export function ComparisonTable({ comparison }: { comparison: PortfolioComparison }) {
  const { t } = useTranslation('compare')
  const name = useGroupName()
  const [first, second] = comparison.years
  const currency = comparison.currency ?? givenIn(comparison).join(', ')
  const caption = t('caption', { first, second, currency })
  const digits = digitsOf(comparison)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="report-scroll compare-scroll" aria-label={caption} tabIndex={0}>
      <table className="report-table compare-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="report-table__project">
              {t(`ways.${comparison.by}`)}
            </th>
            {[first, second, t('change')].map((head, index) => (
              <th key={head} scope="colgroup" colSpan={index === 2 ? 3 : 2} className="report-table__year">
                {head}
              </th>
            ))}
          </tr>
          <tr>
            {[first, second, t('change')].map((head) => [
              <th key={`${head} projects`} scope="col" className="num report-table__first">
                {t('projects')}
              </th>,
              <th key={`${head} amount`} scope="col" className="num">
                {currency}
              </th>,
            ])}
            <th scope="col" className="num">
              %
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison.groups.map((group) => (
            <tr key={group.key ?? ''}>
              <th scope="row">{name(group)}</th>
              <Cells comparison={comparison} part={group} digits={digits} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <Cells comparison={comparison} part={comparison.total} digits={digits} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Cells({
  comparison,
  part: { first, second, change },
  digits,
}: {
  comparison: PortfolioComparison
  part: ComparedPart
  digits: number
}) {
  const language = useLanguage()
  const percent = usePercent()
  return (
    <>
      {[first, second].map((year, index) => [
        // biome-ignore lint/suspicious/noArrayIndexKey: there are always two, in this order
        <td key={`${index} projects`} className="num report-table__first">
          {year.projects || ''}
        </td>,
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <td key={`${index} amount`} className="num">
          <Amount comparison={comparison} figure={year.figure} digits={digits} />
        </td>,
      ])}
      <td className="num report-table__first">
        {num(language, change.projects, { signDisplay: 'exceptZero' })}
      </td>
      <td className="num">
        <Amount comparison={comparison} figure={change.figure} digits={digits} signed />
      </td>
      <td className="num">{percent(change.percent)}</td>
    </>
  )
}
