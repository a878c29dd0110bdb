import type { PerformancePart, PerformanceRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { periodName } from '../periods'
import { useAmount } from './amounts'
import { type Column, columns } from './columns'
import { FigureLink } from './figure-link'

interface PartRowsProps {
  row: PerformanceRow
  spans: string[]
  hidden: readonly Column[]
}

/** Below an indicator: what each category of the chosen axis comes to. */
export function PartRows({ row, spans, hidden }: PartRowsProps) {
  const language = useLanguage()
  const empty = (column: Column) => !hidden.includes(column) && <td key={column} />
  return row.parts.map((part) => (
    <tr key={part.category.id} className="performance__part">
      <th scope="row" className="performance__name">
        <PartName part={part} />
      </th>
      {columns.slice(0, 2).map(empty)}
      {!hidden.includes('total') && (
        <td className="num">
          <PartFigure row={row} part={part} />
        </td>
      )}
      {columns.slice(3, 5).map(empty)}
      {spans.map((span) => (
        <td key={span} className="num">
          <PartFigure
            row={row}
            part={part}
            period={part.periods.find((period) => periodName(language, period) === span)}
          />
        </td>
      ))}
    </tr>
  ))
}

export function PartName({ part }: { part: PerformancePart }) {
  return <LocalisedView text={part.category.name} original={part.original_language} />
}

interface PartFigureProps {
  row: PerformanceRow
  part: PerformancePart
  /** Of this period; of all without. */
  period?: PerformancePart['periods'][number] | undefined
}

/** What a part came to; leads to where that comes from. */
export function PartFigure({ row, part, period }: PartFigureProps) {
  const say = useAmount()
  const pick = usePickText()
  const language = useLanguage()
  const name = `${pick(row.title, row.original_language)}, ${pick(part.category.name, part.original_language)}`
  return (
    <FigureLink
      indicatorId={row.indicator_id}
      at={`${period?.period_id ?? 'life'}.${part.category.id}`}
      text={say(period?.shown ?? part.life, row)}
      of={period ? `${name}, ${periodName(language, period)}` : name}
    />
  )
}
