import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to an address that is put together while running, parameters included. */
export function PathLink({ path, children }: { path: string; children: ReactNode }) {
  const [before = '', hash] = path.split('#')
  const [to, search] = before.split('?')
  const at = hash ? { hash } : {}
  return (
    <Link to={to as never} search={Object.fromEntries(new URLSearchParams(search)) as never} {...at}>
      {children}
    </Link>
  )
}
