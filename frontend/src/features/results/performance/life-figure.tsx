import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { usePickText } from '../../../ui/localised-view'
import { useAmount } from './amounts'
import { FigureLink } from './figure-link'
import { SubtractedNotes } from './subtracted'

interface LifeFigureProps {
  row: PerformanceRow
  /** What is said after the indicator's name; whose it is stands before it otherwise. */
  of?: string
}

/** What an indicator came to in all its periods; leads to where that comes from. */
export function LifeFigure({ row, of }: LifeFigureProps) {
  const say = useAmount()
  const name = usePickText()(row.title, row.original_language)
  return (
    <>
      <FigureLink
        indicatorId={row.indicator_id}
        at="life"
        text={say(row.life, row)}
        of={of === undefined ? `${row.framework.code} ${name}` : `${name}, ${of}`}
      />
      <SubtractedNotes overlaps={row.overlaps} />
    </>
  )
}
