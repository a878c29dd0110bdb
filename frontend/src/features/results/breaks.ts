import type { IndicatorOut } from '../../api/indicators/types.gen'

type Series = Pick<IndicatorOut, 'series' | 'periods'>

/** The days from which an indicator is counted otherwise than before. */
export const breaksOf = ({ series }: Pick<Series, 'series'>): string[] =>
  series.slice(1).flatMap(({ starts_on }) => starts_on ?? [])

/** The newest break since the period before, of which there may be none: days compare as they are written. */
export function breakBefore({ series, periods }: Series, index: number): string | undefined {
  const [before, here] = [periods[index - 1], periods[index]]
  return breaksOf({ series }).findLast(
    (day) => here && day <= here.starts_on && (!before || day > before.starts_on),
  )
}
