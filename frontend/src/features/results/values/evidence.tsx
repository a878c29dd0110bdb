import { Link } from '@navikt/ds-react'
import type { EvidenceOut } from '../../../api/indicators/types.gen'

/** Where it can be seen that a value is so. */
export function Evidence({ links }: { links: readonly EvidenceOut[] }) {
  if (links.length === 0) return null
  return (
    <ul className="value-evidence">
      {links.map(({ name, address }) => (
        <li key={`${name} ${address}`}>
          <Link href={address} target="_blank" rel="noreferrer">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}
