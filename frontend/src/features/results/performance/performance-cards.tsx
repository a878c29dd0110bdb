import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { LocalisedView } from '../../../ui/localised-view'
import { figure } from '../figures'
import { periodName } from '../periods'
import { useTarget } from './amounts'
import { LifeFigure } from './life-figure'
import { PartFigure, PartName } from './part-rows'
import type { TableProps } from './performance-table'
import { Come, PeriodFigure, RowName } from './row-parts'
import { StandingTag, standings } from './standing'

/** So many cards are open at once, each with all that it says; of more, one opens what one looks for. */
const FEW = 3

interface CardsProps extends TableProps {
  /** Whether the last of them may have more on the next page. */
  cut: boolean
}

/** The same on a phone: a card for each indicator; those of several frameworks lie folded below its name. */
export function PerformanceCards({ rows, withFramework, hidden = [], cut }: CardsProps) {
  const { t } = useTranslation('performance')
  const open = rows.length <= FEW
  if (!withFramework) return <Cards rows={rows} hidden={hidden} open={open} label={t('title')} />
  const groups = byFramework(rows)
  return groups.map((own, index) => (
    <Group
      key={own[0]?.framework.id}
      rows={own}
      hidden={hidden}
      open={open || groups.length === 1}
      cut={cut && index === groups.length - 1}
    />
  ))
}

/** Each with what is its own, in the order in which they come. */
function byFramework(rows: PerformanceRow[]): PerformanceRow[][] {
  const groups = new Map<string, PerformanceRow[]>()
  for (const row of rows) groups.set(row.framework.id, [...(groups.get(row.framework.id) ?? []), row])
  return [...groups.values()]
}

function Group({ rows, hidden, open, cut }: Required<Pick<CardsProps, 'rows' | 'hidden' | 'cut'>> & Open) {
  const { t } = useTranslation('performance')
  const [first] = rows
  if (!first) return null
  const { code, title, original_language } = first.framework
  const counts = standings
    .map((standing) => ({
      standing,
      count: rows.filter(({ status }) => (status ?? 'unjudged') === standing).length,
    }))
    .filter(({ count }) => count > 0)
  return (
    <details className="performance-group" open={open}>
      <summary>
        <h3>
          {code} <LocalisedView text={title} original={original_language} />
        </h3>
        <span className="performance__note">
          {t('cards.indicators', { count: rows.length })}
          {cut && ` (${t('cards.cut')})`}
        </span>
        <span className="performance-group__counts">
          {counts.map(({ standing, count }) => (
            <span key={standing}>
              <StandingTag status={standing} /> {count}
            </span>
          ))}
        </span>
      </summary>
      <Cards rows={rows} hidden={hidden} open={rows.length <= FEW} inside />
    </details>
  )
}

interface Open {
  open: boolean
}

interface ListProps extends Required<Pick<TableProps, 'rows' | 'hidden'>>, Open {
  label?: string
  /** Below the name of a framework. */
  inside?: boolean
}

function Cards({ rows, hidden, open, label, inside }: ListProps) {
  return (
    <ul className="performance-cards" aria-label={label}>
      {rows.map((row) => (
        <Card key={row.indicator_id} row={row} hidden={hidden} open={open} inside={inside ?? false} />
      ))}
    </ul>
  )
}

function Card({
  row,
  hidden,
  open,
  inside,
}: { row: PerformanceRow; inside: boolean } & Omit<ListProps, 'rows'>) {
  const { t } = useTranslation('performance')
  const wanted = useTarget()(row.target, row)
  const shows = (column: (typeof hidden)[number]) => !hidden.includes(column)
  const Name = inside ? 'h4' : 'h3'
  return (
    <li className="panel">
      <Name>
        <RowName row={row} />
      </Name>
      <p className="performance-cards__line">
        {shows('status') && <StandingTag status={row.status} />}
        <span className="num">
          {shows('total') && <LifeFigure row={row} of={t('total.life')} />}
          {shows('target') && wanted && (
            <>{known(row) ? ` ${t('of_target', { target: wanted })}` : ` · ${t('target')} ${wanted}`}</>
          )}
          {shows('progress') && row.progress !== null && (
            <>
              {' · '}
              <Come row={row} />
            </>
          )}
        </span>
      </p>
      {row.parts.length > 0 && (
        <dl>
          {row.parts.map((part) => (
            <Fact key={part.category.id} term={<PartName part={part} />}>
              <PartFigure row={row} part={part} />
            </Fact>
          ))}
        </dl>
      )}
      <Periods row={row} open={open} hidden={hidden} />
    </li>
  )
}

/** What is not known is not "of" anything. */
const known = ({ life }: PerformanceRow) => life.value !== null || life.low !== null

function Periods({ row, open, hidden }: { row: PerformanceRow } & Omit<ListProps, 'rows'>) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const periods = hidden.includes('periods') ? [] : row.periods
  const baseline = !hidden.includes('baseline') && row.baseline.value !== null
  if (periods.length === 0 && !baseline) return null
  return (
    <details className="performance-cards__more" open={open}>
      <summary>{t('cards.periods')}</summary>
      <dl>
        {baseline && <Fact term={t('baseline')}>{figure(language, row.baseline.value, row)}</Fact>}
        {periods.map((period) => (
          <Fact key={period.period_id} term={periodName(language, period)}>
            <PeriodFigure row={row} period={period} />
          </Fact>
        ))}
      </dl>
    </details>
  )
}

function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="num">{children}</dd>
    </div>
  )
}
