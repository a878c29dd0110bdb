import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to an address that is put together while running, parameters included. */
export function PathLink({ path, children }: { path: string; children: ReactNode }) {
  const [to, search] = path.split('?')
  return (
    <Link to={to as never} search={Object.fromEntries(new URLSearchParams(search)) as never}>
      {children}
    </Link>
  )
}
