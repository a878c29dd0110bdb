import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationRef, PartnerGroup } from '../../api/registry/types.gen'
import { useCountries } from '../../lib/countries'
import { LocalisedView } from '../../ui/localised-view'

interface PartnerGroupsProps {
  groups: PartnerGroup[]
  original: string
}

/** The partners as a report prints them: "Orkdal – Mostar", "KS", "Coordination". */
export function PartnerGroups({ groups, original }: PartnerGroupsProps) {
  const { t } = useTranslation('projects')
  if (groups.length === 0) return <p className="flush subtle">{t('no_partners')}</p>
  return (
    <ul className="partner-groups">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity, and are never moved here
        <li key={index}>
          {group.kind === 'component' ? (
            <>
              <LocalisedView text={group.title} original={original} />
              <span className="block small subtle">{t('component_note')}</span>
            </>
          ) : (
            <>
              {group.sides.map((side, number) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a side is its number
                <Fragment key={number}>
                  {number > 0 && ' – '}
                  <Side members={side} />
                </Fragment>
              ))}
              <Partnership group={group} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The bond itself has a page: its status, its other projects. */
function Partnership({ group: { partnership_id, sides } }: { group: PartnerGroup }) {
  const { t } = useTranslation('projects')
  if (!partnership_id) return null
  const name = sides.map((side) => side.map((member) => member.name).join(', ')).join(' – ')
  return (
    <span className="partner-groups__bond">
      <Link to="/partnerships/$id" params={{ id: partnership_id }} aria-label={t('partnership_of', { name })}>
        {t('partnership')}
      </Link>
    </span>
  )
}

function Side({ members }: { members: OrganisationRef[] }) {
  const { countryName } = useCountries()
  return members.map((member, index) => (
    <Fragment key={member.id}>
      {index > 0 && ', '}
      <Link to="/organisations/$id" params={{ id: member.id }} title={countryName(member.country_code)}>
        {member.name}
      </Link>
    </Fragment>
  ))
}
