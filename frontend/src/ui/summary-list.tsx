import type { ReactNode } from 'react'

export interface SummaryItem {
  term: string
  /** Left out when there is nothing to say. */
  value: ReactNode
}

/** What is known about one thing, term by term. */
export function SummaryList({ items }: { items: SummaryItem[] }) {
  const shown = items.filter(({ value }) => value !== null && value !== undefined && value !== '')
  return (
    <dl className="summary-list">
      {shown.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
