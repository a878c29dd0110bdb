import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import { num } from '../lib/format'
import { useWidth } from './use-width'

export interface IndicatorPoint {
  /** Where it lies on the axis: the end of the period. */
  date: Date
  /** What the period is called. */
  label: string
  actual: number | null
  target: number | null
}

export interface IndicatorLineProps {
  /** Said to those who cannot see the drawing. */
  title: string
  points: IndicatorPoint[]
  baseline: number | null
  /** Shown after each number on the axis, such as "%". */
  unit?: string
  /** Days from which it is counted otherwise, each with its words; the line does not go on over them. */
  breaks?: { date: Date; label: string }[]
}

const height = 280
const edge = { top: 16, right: 104, bottom: 30, left: 56 }
/** A character of the words at the end of a line takes about as much. */
const letter = 6.8
/** From here on a drawing says how many thousands or millions; the table has every digit. */
const large = 10_000

const short = (language: string, value: number) =>
  Math.abs(value) < large
    ? num(language, value)
    : num(language, value, { notation: 'compact', maximumFractionDigits: 1 })

/** Dotted baseline, dashed target with diamonds, solid actual with dots: told apart by shape and by words, not by colour. */
export function IndicatorLine({ title, points, baseline, unit = '', breaks = [] }: IndicatorLineProps) {
  const [measure, width] = useWidth()
  const id = useId()
  const [withUnit, plain] = [useEndWords(points, unit), useEndWords(points, '')]
  const room = width * 0.45
  // On a phone the unit is left to the words above.
  const words = roomOf(withUnit) > room ? plain : withUnit
  const right = Math.min(Math.max(edge.right, roomOf(words)), room)
  const inner = { left: edge.left, right: width - right, top: edge.top, bottom: height - edge.bottom }
  const values = points.flatMap(({ actual, target }) => [actual, target]).concat(baseline)
  const known = values.filter((value): value is number => value !== null)
  const dates = points.map(({ date }) => date.getTime())
  const marks = breaks.filter(
    ({ date }) => date.getTime() > Math.min(...dates) && date.getTime() <= Math.max(...dates),
  )
  const x = scaleUtc([Math.min(...dates), Math.max(...dates)], [inner.left + 8, inner.right - 8])
  const y = scaleLinear(
    [Math.min(0, ...known), Math.max(1e-9, ...known) * 1.08],
    [inner.bottom, inner.top],
  ).nice(5)
  return (
    <div ref={measure} className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{title}</title>
        <Axes inner={inner} y={y} x={x} points={points} unit={unit} />
        {marks.map(({ date, label }) => (
          <g key={label}>
            <line className="chart__break" x1={x(date)} x2={x(date)} y1={inner.top} y2={inner.bottom} />
            <title>{label}</title>
          </g>
        ))}
        <Series
          inner={inner}
          x={x}
          y={y}
          points={points}
          baseline={baseline}
          words={words}
          breaks={marks.map(({ date }) => date)}
        />
      </svg>
    </div>
  )
}

interface Inner {
  left: number
  right: number
  top: number
  bottom: number
}
type Linear = ReturnType<typeof scaleLinear<number, number>>
type Time = ReturnType<typeof scaleUtc<number, number>>

interface PartProps {
  inner: Inner
  x: Time
  y: Linear
  points: IndicatorPoint[]
}

const roomOf = (words: Record<string, string>) =>
  Math.max(...Object.values(words).map((text) => text.length)) * letter + 12

/** What is said where the lines end. */
function useEndWords(points: IndicatorPoint[], unit: string) {
  const { t } = useTranslation()
  const language = useLanguage()
  const last = (of: 'actual' | 'target') => points.findLast((point) => point[of] !== null)?.[of] ?? null
  const said = (name: string, value: number | null) =>
    value === null ? name : `${name} ${short(language, value)}${unit && `\u00a0${unit}`}`
  return {
    baseline: t('chart.baseline'),
    target: said(t('chart.target'), last('target')),
    actual: said(t('chart.actual'), last('actual')),
  }
}

function Axes({ inner, x, y, points, unit }: PartProps & { unit: string }) {
  const language = useLanguage()
  const every = Math.max(1, Math.ceil((points.length * 72) / (inner.right - inner.left)))
  return (
    <g>
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line className="chart__grid" x1={inner.left} x2={inner.right} y1={y(tick)} y2={y(tick)} />
          <text className="chart__muted" x={inner.left - 8} y={y(tick) + 4} textAnchor="end">
            {short(language, tick)}
            {unit === '%' && '\u00a0%'}
          </text>
        </g>
      ))}
      {points.map((point, index) =>
        (points.length - 1 - index) % every === 0 ? (
          <text
            key={point.label}
            className="chart__muted"
            x={x(point.date)}
            y={inner.bottom + 22}
            textAnchor="middle"
          >
            {point.label}
          </text>
        ) : null,
      )}
    </g>
  )
}

/** The parts of a line between the breaks: figures that are counted otherwise are not joined. */
const pieces = <Point extends { date: Date }>(points: Point[], breaks: Date[]): Point[][] =>
  [...breaks.keys(), breaks.length]
    .map((index) =>
      points.filter(({ date }) => breaks.filter((day) => day.getTime() <= date.getTime()).length === index),
    )
    .filter((piece) => piece.length > 0)

interface SeriesProps extends PartProps {
  baseline: number | null
  words: ReturnType<typeof useEndWords>
  breaks: Date[]
}

function Series({ inner, x, y, points, baseline, words, breaks }: SeriesProps) {
  const actual = points.filter((point): point is IndicatorPoint & { actual: number } => point.actual !== null)
  const target = points.filter((point): point is IndicatorPoint & { target: number } => point.target !== null)
  const path = line<[number, number]>()
  const base = baseline === null ? null : y(baseline)
  return (
    <g>
      {base !== null && (
        <line className="chart__baseline" x1={inner.left} x2={inner.right} y1={base} y2={base} />
      )}
      <path
        className="chart__target"
        d={path(target.map((point) => [x(point.date), y(point.target)])) ?? ''}
      />
      {target.map(({ label, date, target: value }) => (
        <path key={label} className="chart__diamond" d={`M${x(date)},${y(value) - 5}l5,5l-5,5l-5,-5z`} />
      ))}
      <path
        className="chart__actual"
        d={pieces(actual, breaks)
          .map((piece) => path(piece.map((point) => [x(point.date), y(point.actual)])))
          .join('')}
      />
      {actual.map(({ label, date, actual: value }) => (
        <circle key={label} className="chart__dot" cx={x(date)} cy={y(value)} r={4.5} />
      ))}
      <Words
        inner={inner}
        x={x}
        y={y}
        baseline={base}
        actual={actual.at(-1)}
        target={target.at(-1)}
        said={words}
      />
    </g>
  )
}

interface WordsProps extends Omit<PartProps, 'points'> {
  said: ReturnType<typeof useEndWords>
  baseline: number | null
  actual: { date: Date; actual: number } | undefined
  target: { date: Date; target: number } | undefined
}

/** Each line is named where it ends. Words that would lie on each other are moved apart. */
function Words({ inner, x, y, baseline, actual, target, said }: WordsProps) {
  const words = []
  const edge = inner.right + 6
  if (baseline !== null) words.push({ key: 'baseline', x: edge, y: baseline + 4, text: said.baseline })
  if (target)
    words.push({
      key: 'target',
      x: edge,
      y: y(target.target) + 4,
      text: said.target,
    })
  if (actual) {
    // Where the line stops before the edge there is room beside its last dot, below the way to the target.
    const early = inner.right - x(actual.date) > 48
    const place = early
      ? { x: x(actual.date) + 9, y: y(actual.actual) + 18 }
      : { x: edge, y: y(actual.actual) + 4 }
    words.push({ key: 'actual', ...place, text: said.actual })
  }
  return spread(words).map((word) => (
    <text
      key={word.key}
      className={word.key === 'actual' ? 'chart__strong' : 'chart__muted'}
      x={word.x}
      y={word.y}
    >
      {word.text}
    </text>
  ))
}

function spread<Word extends { y: number }>(words: Word[]): Word[] {
  let free = Number.NEGATIVE_INFINITY
  return words
    .toSorted((a, b) => a.y - b.y)
    .map((word) => {
      const y = Math.max(word.y, free)
      free = y + 16
      return { ...word, y }
    })
}
