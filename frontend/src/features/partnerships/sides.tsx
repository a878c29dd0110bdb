import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { MemberOrganisation } from '../../api/registry/types.gen'
import { useCountries } from '../../lib/countries'

/** "Gran – Mukono, Lugazi": the sides of a partnership in one line, each member a link. */
export function Sides({ sides }: { sides: MemberOrganisation[][] }) {
  const { countryName } = useCountries()
  return sides.map((side, number) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a side is its number
    <Fragment key={number}>
      {number > 0 && ' – '}
      {side.map((member, index) => (
        <Fragment key={member.id}>
          {index > 0 && ', '}
          <Link to="/organisations/$id" params={{ id: member.id }} title={countryName(member.country_code)}>
            {member.name}
          </Link>
        </Fragment>
      ))}
    </Fragment>
  ))
}

/** The countries of all members, each once, in the order of the sides. */
export function useSideCountries(): (sides: MemberOrganisation[][]) => string {
  const { countryName } = useCountries()
  return (sides) => {
    const codes = new Set(sides.flat().flatMap(({ country_code }) => country_code ?? []))
    return [...codes].map(countryName).join(', ')
  }
}
