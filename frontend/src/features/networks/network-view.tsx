import { BodyLong, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { listProjectsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { NetworkOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { usePeriod } from '../../lib/period'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'

interface NetworkViewProps {
  network: NetworkOut
  /** The list of members, as the page shows it. */
  members: ReactNode
  /** Whether the projects of today are shown. */
  withProjects: boolean
}

export function NetworkView({ network, members, withProjects }: NetworkViewProps) {
  const { t } = useTranslation('networks')
  const { description, original_language } = network
  return (
    <div className="columns columns--main">
      <div className="stack">
        <Part title={t('description')}>
          {description ? (
            <LocalisedView
              as={BodyLong}
              className="keep-lines"
              text={description}
              original={original_language}
            />
          ) : (
            <p className="flush subtle">{t('no_description')}</p>
          )}
        </Part>
        {members}
        {withProjects && (
          <Part title={t('projects')}>
            <Projects id={network.id} />
          </Part>
        )}
      </div>
      <Part title={t('facts')}>
        <Facts network={network} />
      </Part>
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

function Projects({ id }: { id: string }) {
  const { t } = useTranslation('networks')
  const { data, error, refetch } = useQuery(listProjectsOptions({ query: { network: id, limit: 200 } }))
  if (error) return <InlineError error={error} retry={refetch} />
  if (data?.items.length === 0) return <p className="flush subtle">{t('no_projects')}</p>
  return (
    <ul className="plain-list">
      {data?.items.map((project) => (
        <li key={project.id}>
          <span className="num">{project.code}</span>{' '}
          <Link to="/projects/$id" params={{ id: project.id }}>
            <LocalisedView text={project.title} original={project.original_language} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Facts({ network }: { network: NetworkOut }) {
  const { t } = useTranslation('networks')
  const language = useLanguage()
  const period = usePeriod()
  const pick = usePickText()
  const { programme, lead } = network
  return (
    <SummaryList
      items={[
        { term: t('code'), value: network.code },
        {
          term: t('programme'),
          value: (
            <Link to="/programmes/$id" params={{ id: programme.id }}>
              <LocalisedView text={programme.title} original={programme.original_language} />
            </Link>
          ),
        },
        { term: t('themes'), value: network.themes.map(({ name }) => pick(name)).join(', ') },
        { term: t('period'), value: period(network.starts_on, network.ends_on) || t('not_given') },
        {
          term: t('lead_organisation'),
          value: lead && (
            <Link to="/organisations/$id" params={{ id: lead.id }}>
              {lead.name}
            </Link>
          ),
        },
        { term: t('original_language'), value: languageNames[network.original_language] },
        { term: t('changed_at'), value: datetime(language, network.updated_at) },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}
