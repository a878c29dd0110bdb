import { Fragment } from 'react'
import type { Run } from '../../api/registry/types.gen'
import { PathLink } from '../../ui/path-link'

/** The pieces of a line, with a space between two. */
export function Runs({ line }: { line: Run[] }) {
  return line.map((run, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing but their place
    <Fragment key={place}>
      {place > 0 && ' '}
      <Piece run={run} />
    </Fragment>
  ))
}

function Piece({ run: { text, address, is_quiet } }: { run: Run }) {
  const said = is_quiet ? <span className="small subtle">{text}</span> : text
  if (!address) return said
  const path = ownPath(address)
  return path ? <PathLink path={path}>{said}</PathLink> : <a href={address}>{said}</a>
}

/** Pages of this very installation are gone to without being loaded anew. */
function ownPath(address: string): string | undefined {
  const { origin, pathname, search, hash } = new URL(address, globalThis.location.origin)
  return origin === globalThis.location.origin ? `${pathname}${search}${hash}` : undefined
}
