import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Which partnerships a number of the funnel counts, as the list of partnerships is asked for them. */
export interface Counted {
  supported_by?: string
  not_supported_by?: string
  funding_round?: string
  reached?: string
}

/** A number of the funnel; it leads to the partnerships that it counts. */
export function FunnelLink({ of, label, children }: { of: Counted; label?: string; children: ReactNode }) {
  return (
    <Link to="/partnerships" search={of} aria-label={label}>
      {children}
    </Link>
  )
}
