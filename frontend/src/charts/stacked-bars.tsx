import './stacked-bars.css'
import type { ReactNode } from 'react'
import { useWidth } from './use-width'

export interface StackedPart {
  key: string
  label: string
  count: number
}

export interface StackedBar {
  key: string
  label: ReactNode
  total: number
  parts: StackedPart[]
}

/** Bars on one scale, each made of its parts; what each part is stands below in words. */
export function StackedBars({ bars, label }: { bars: StackedBar[]; label: string }) {
  const [measure, width] = useWidth(320)
  const largest = Math.max(1, ...bars.map(({ total }) => total))
  return (
    <ul className="bar-list" aria-label={label} ref={measure}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className="bar-list__label">{bar.label}</span>
          <span className="bar-list__value num">{bar.total}</span>
          <Bar bar={bar} width={width} unit={width / largest} />
          <span className="stacked__words">
            {bar.parts
              .filter(({ count }) => count > 0)
              .map((part) => `${part.label} ${part.count}`)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Bar({ bar, width, unit }: { bar: StackedBar; width: number; unit: number }) {
  let start = 0
  return (
    <svg width={width} height={12} viewBox={`0 0 ${width} 12`} aria-hidden="true">
      <rect className="bar-list__track" width={width} height={12} rx={4} />
      {bar.parts.map(({ key, count }) => {
        const x = start
        start += count * unit
        return count > 0 ? (
          <rect
            key={key}
            className="stacked__part"
            data-standing={key}
            x={x + 0.5}
            width={Math.max(2, count * unit - 1)}
            height={12}
            rx={2}
          />
        ) : null
      })}
    </svg>
  )
}
