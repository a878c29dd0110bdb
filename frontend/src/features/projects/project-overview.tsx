import { BodyLong, Heading } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectOut } from '../../api/registry/types.gen'
import { LocalisedView } from '../../ui/localised-view'
import { PartnerGroups } from './partner-groups'
import { ProjectFacts } from './project-facts'

export function ProjectOverview({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  return (
    <div className="columns columns--main">
      <div className="stack">
        <Part title={t('partners')}>
          <PartnerGroups groups={project.partner_groups} original={project.original_language} />
        </Part>
        <Part title={t('summary')}>
          {project.summary ? (
            <LocalisedView
              as={BodyLong}
              className="keep-lines"
              text={project.summary}
              original={project.original_language}
            />
          ) : (
            <Nothing>{t('no_summary')}</Nothing>
          )}
        </Part>
        <Part title={t('objectives')}>
          <Objectives project={project} />
        </Part>
      </div>
      <Part title={t('facts')}>
        <ProjectFacts project={project} />
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

function Objectives({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  if (project.objectives.length === 0) return <Nothing>{t('no_objectives')}</Nothing>
  return (
    <dl className="objectives">
      {project.objectives.map(({ id, kind, text }) => (
        <div key={id}>
          <dt className="small subtle">{t(`objective.${kind}`)}</dt>
          <LocalisedView as="dd" text={text} original={project.original_language} />
        </div>
      ))}
    </dl>
  )
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="flush subtle">{children}</p>
}
