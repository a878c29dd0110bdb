import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import type { ReactNode } from 'react'
import { useWidth } from './use-width'

export interface SmallPoint {
  /** Where it lies: the end of the period. */
  date: Date
  actual: number | null
  target: number | null
}

export interface SmallLine {
  key: string
  label: ReactNode
  /** What it came to, in words. */
  text: ReactNode
  points: SmallPoint[]
}

const height = 72
const pad = 6

/** Small pictures on one scale, so that they can be compared; each with its name and its figure in words. */
export function SmallLines({ lines, label, goal }: { lines: SmallLine[]; label: string; goal?: number }) {
  const points = lines.flatMap((one) => one.points)
  const values = points.flatMap(({ actual, target }) => [actual, target]).concat(goal ?? null)
  const known = values.filter((value): value is number => value !== null)
  const dates = points.map(({ date }) => date.getTime())
  const range = {
    low: Math.min(0, ...known),
    high: Math.max(1e-9, ...known),
    first: Math.min(...dates),
    last: Math.max(...dates),
  }
  return (
    <ul className="small-lines" aria-label={label}>
      {lines.map((one) => (
        <li key={one.key}>
          <span className="small-lines__label">{one.label}</span>
          <Picture points={one.points} range={range} goal={goal} />
          <span className="small-lines__text num">{one.text}</span>
        </li>
      ))}
    </ul>
  )
}

interface PictureProps {
  points: SmallPoint[]
  range: { low: number; high: number; first: number; last: number }
  goal: number | undefined
}

/** Solid with dots: what was reached; diamonds: what was wanted. */
function Picture({ points, range, goal }: PictureProps) {
  const [measure, width] = useWidth(220)
  const x = scaleUtc([range.first, range.last], [pad, width - pad])
  const y = scaleLinear([range.low, range.high], [height - pad, pad])
  const at = (date: Date) => (range.first === range.last ? width / 2 : x(date))
  const reached = points.filter((one): one is SmallPoint & { actual: number } => one.actual !== null)
  const wanted = points.filter((one): one is SmallPoint & { target: number } => one.target !== null)
  const path = line<[number, number]>()(reached.map(({ date, actual }) => [at(date), y(actual)]))
  return (
    <div ref={measure}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <line className="chart__grid" x1={0} x2={width} y1={y(0)} y2={y(0)} />
        {goal !== undefined && (
          <line className="chart__baseline" x1={0} x2={width} y1={y(goal)} y2={y(goal)} />
        )}
        <path className="chart__actual" d={path ?? ''} />
        {wanted.map(({ date, target }) => (
          <path
            key={date.getTime()}
            className="chart__diamond"
            d={`M${at(date)},${y(target) - 4}l4,4l-4,4l-4,-4z`}
          />
        ))}
        {reached.map(({ date, actual }) => (
          <circle key={date.getTime()} className="chart__dot" cx={at(date)} cy={y(actual)} r={3.5} />
        ))}
      </svg>
    </div>
  )
}
