import './partnerships.css'
import { Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartnershipMemberOut, PartnershipOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { dat, datetime } from '../../lib/format'
import { LocalisedView } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'
import { StatusTimeline } from './status-timeline'

export function PartnershipView({ partnership }: { partnership: PartnershipOut }) {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  return (
    <div className="columns columns--main">
      <div className="stack">
        <Part title={t('members')}>
          <div className="sides">
            {partnership.sides.map(({ side, members }) => (
              <section key={side} className="sides__side">
                <h3>{t('side', { number: side })}</h3>
                <ul>
                  {members.map((member) => (
                    <Member key={`${member.organisation.id} ${member.joined_on}`} member={member} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </Part>
        <Part title={t('projects')}>
          <Projects partnership={partnership} />
        </Part>
      </div>
      <div className="stack">
        <Part title={t('history')}>
          <StatusTimeline partnership={partnership} />
        </Part>
        <Part title={t('facts')}>
          <SummaryList
            items={[
              { term: t('link_type'), value: t(`link_types.${partnership.link_type}`) },
              { term: t('changed_at'), value: datetime(language, partnership.updated_at) },
            ]}
          />
        </Part>
      </div>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel">
      <Heading level="2" size="small" spacing>
        {title}
      </Heading>
      {children}
    </section>
  )
}

function Member({ member }: { member: PartnershipMemberOut }) {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  const { countryName } = useCountries()
  const { organisation, role, joined_on, left_on } = member
  const facts = [
    countryName(organisation.country_code),
    role !== 'member' && t(`roles.${role}`),
    joined_on && t('since_day', { day: dat(language, joined_on) }),
    left_on && t('until_day', { day: dat(language, left_on) }),
  ].filter(Boolean)
  return (
    <li>
      <Link to="/organisations/$id" params={{ id: organisation.id }}>
        {organisation.name}
      </Link>
      <span className="block small subtle">{facts.join(' · ')}</span>
    </li>
  )
}

function Projects({ partnership }: { partnership: PartnershipOut }) {
  const { t } = useTranslation('partnerships')
  if (partnership.projects.length === 0) return <p className="flush subtle">{t('no_projects')}</p>
  return (
    <ul className="plain-list stack stack--close">
      {partnership.projects.map(({ id, code, title, original_language }) => (
        <li key={id}>
          <span className="subtle num">{code}</span>{' '}
          <Link to="/projects/$id" params={{ id }}>
            <LocalisedView text={title} original={original_language} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
