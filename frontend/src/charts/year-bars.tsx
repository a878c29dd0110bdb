import { type ReactNode, useId } from 'react'
import { useWidth } from './use-width'

export interface YearPart {
  key: string
  /** The part's name, as a word or a link. */
  name: ReactNode
  value: number
  /** The value as it is read. */
  text: string
}

export interface YearBar {
  year: string
  label: ReactNode
  total: string
  parts: YearPart[]
}

/** Filled, striped, dotted, empty: parts are told apart without their colour, too. */
const fills = 4

/** A bar for each year, made of its parts; what each part is stands below in words and figures. */
export function YearBars({ years, label }: { years: YearBar[]; label: string }) {
  const [measure, width] = useWidth()
  const id = useId().replaceAll(':', '')
  const total = (bar: YearBar) => bar.parts.reduce((sum, { value }) => sum + value, 0)
  const largest = Math.max(1e-9, ...years.map(total))
  const keys = [...new Set(years.flatMap((bar) => bar.parts.map((part) => part.key)))]
  const fill = (key: string) => keys.indexOf(key) % fills
  return (
    <div ref={measure} className="year-bars">
      <Patterns id={id} />
      <ul aria-label={label}>
        {years.map((bar) => (
          <li key={bar.year}>
            <div className="year-bars__head">
              <span>{bar.label}</span>
              <strong className="num">{bar.total}</strong>
            </div>
            <Bar bar={bar} scale={width / largest} width={width} fill={(key) => `url(#${id}-${fill(key)})`} />
            <ul className="year-bars__parts">
              {bar.parts.map((part) => (
                <li key={part.key}>
                  <svg width="14" height="14" aria-hidden="true">
                    <rect
                      className="year-bars__part"
                      width="14"
                      height="14"
                      rx="3"
                      fill={`url(#${id}-${fill(part.key)})`}
                    />
                  </svg>
                  {part.name} <span className="num">{part.text}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface BarProps {
  bar: YearBar
  scale: number
  width: number
  fill: (key: string) => string
}

function Bar({ bar, scale, width, fill }: BarProps) {
  let start = 0
  return (
    <svg width={width} height={26} viewBox={`0 0 ${width} 26`} aria-hidden="true">
      <rect className="bar-list__track" width={width} height={26} rx={5} />
      {bar.parts.map((part) => {
        const x = start
        const size = part.value * scale
        start += size
        return (
          <rect
            key={part.key}
            className="year-bars__part"
            x={x + 0.5}
            y={0.5}
            width={Math.max(2, size - 1)}
            height={25}
            rx={4}
            fill={fill(part.key)}
          />
        )
      })}
    </svg>
  )
}

function Patterns({ id }: { id: string }) {
  const size = { width: 8, height: 8, patternUnits: 'userSpaceOnUse' } as const
  return (
    <svg width="0" height="0" aria-hidden="true" className="sr-only">
      <defs>
        <pattern id={`${id}-0`} {...size}>
          <rect className="fill-strong" width="8" height="8" />
        </pattern>
        <pattern id={`${id}-1`} {...size} patternTransform="rotate(45)">
          <rect className="fill-soft" width="8" height="8" />
          <rect className="fill-strong" width="3" height="8" />
        </pattern>
        <pattern id={`${id}-2`} {...size}>
          <rect className="fill-soft" width="8" height="8" />
          <circle className="fill-strong" cx="4" cy="4" r="1.600" />
        </pattern>
        <pattern id={`${id}-3`} {...size}>
          <rect className="fill-soft" width="8" height="8" />
        </pattern>
      </defs>
    </svg>
  )
}
