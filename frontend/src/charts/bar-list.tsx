import type { ReactNode } from 'react'
import { useWidth } from './use-width'

export interface Bar {
  key: string
  label: ReactNode
  value: number
  /** The value as it is read. */
  text: ReactNode
}

/** Lengths to compare, each with its name and its figure in words; the whole width is `most`, or the longest. */
export function BarList({ bars, label, most = 0 }: { bars: Bar[]; label: string; most?: number }) {
  const [measure, width] = useWidth(320)
  const largest = Math.max(most, 1e-9, ...bars.map(({ value }) => value))
  return (
    <ul className="bar-list" aria-label={label} ref={measure}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className="bar-list__label">{bar.label}</span>
          <span className="bar-list__value num">{bar.text}</span>
          <svg width={width} height={8} viewBox={`0 0 ${width} 8`} aria-hidden="true">
            <rect className="bar-list__track" width={width} height={8} rx={4} />
            <rect
              className="bar-list__bar"
              width={bar.value === 0 ? 0 : Math.max(4, (bar.value / largest) * width)}
              height={8}
              rx={4}
            />
          </svg>
        </li>
      ))}
    </ul>
  )
}
