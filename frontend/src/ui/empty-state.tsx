import { BodyLong, Heading } from '@navikt/ds-react'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  title: string
  /** Why there is nothing here. */
  children?: ReactNode
  /** The next step: a link or a button. */
  action?: ReactNode
  level?: '1' | '2' | '3'
}

export function EmptyState({ title, children, action, level = '2' }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <svg viewBox="0 0 96 48" width="96" height="48" aria-hidden="true">
        <path d="M4 34h88M20 34a28 28 0 0 1 56 0M34 14v20M48 6v28M62 14v20" />
        <path className="empty-state__water" d="M10 43c6-4 12-4 18 0s12 4 18 0 12-4 18 0 12 4 18 0" />
      </svg>
      <Heading level={level} size={level === '1' ? 'large' : 'small'}>
        {title}
      </Heading>
      {children && <BodyLong>{children}</BodyLong>}
      {action && <div>{action}</div>}
    </div>
  )
}
