import { Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useMayOn } from '../../lib/access'
import { pickText } from '../../lib/languages'
import { usePeriod } from '../../lib/period'
import { DocumentsLink } from '../../ui/documents-link'
import { HistoryLink } from '../../ui/history-link'
import { LinkButton } from '../../ui/link-button'
import { type LinkTab, LinkTabs } from '../../ui/link-tabs'
import { LocalisedView } from '../../ui/localised-view'
import { PageHeader } from '../../ui/page-header'
import { StatusTag } from '../../ui/status-tag'
import { Watch } from '../../ui/watch/watch'
import { ProjectArchiveButton } from './archive-button'

/** Stands above all parts of a project; `more` are actions of other parts of the product. */
export function ProjectHeader({ project, more }: { project: ProjectOut; more?: ReactNode }) {
  const { t } = useTranslation('projects')
  const language = useLanguage()
  const may = useMayOn('project.write', 'project', project.id)
  const title = pickText(project.title, language, project.original_language)
  return (
    <>
      <PageHeader
        title={title?.text ?? project.code}
        lang={title?.lang}
        crumbs={[{ label: t('title'), link: { to: '/projects' } }]}
        lead={<Lead project={project} />}
        tags={
          <>
            <StatusTag status={project.status} label={t(`statuses.${project.status}`)} />
            {project.archived && <StatusTag status="archived" label={t('archived')} />}
          </>
        }
        actions={
          <>
            <Watch kind="project" id={project.id} />
            <HistoryLink kind="project" id={project.id} />
            <DocumentsLink kind="project" id={project.id} />
            {more}
            {may && (
              <>
                <ProjectArchiveButton project={project} />
                <LinkButton to="/projects/$id/edit" params={{ id: project.id }}>
                  {t('change')}
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <ProjectTabs id={project.id} />
    </>
  )
}

function Lead({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  const period = usePeriod()(project.starts_on, project.ends_on)
  const { programme } = project
  return (
    <>
      {t('code')} {project.code} ·{' '}
      <Link to="/programmes/$id" params={{ id: programme.id }}>
        <LocalisedView text={programme.title} original={programme.original_language} />
      </Link>
      {period && ` · ${period}`}
    </>
  )
}

/** Budget and results are pages of other parts of the product: shown as soon as they are there. */
function ProjectTabs({ id }: { id: string }) {
  const { t } = useTranslation(['projects', 'programmes'])
  const mayRecord = useMayOn('entry.write', 'project', id)
  const mayReview = useMayOn('entry.review', 'project', id)
  const { routesByPath } = useRouter()
  const tab = (label: string, to: string): LinkTab[] =>
    to in routesByPath ? [{ label, link: { to: to as '/projects/$id', params: { id } }, hasParts: true }] : []
  return (
    <LinkTabs
      label={t('parts')}
      tabs={[
        { label: t('tabs.overview'), link: { to: '/projects/$id', params: { id } } },
        ...tab(t('tabs.budget'), '/projects/$id/budget'),
        ...tab(t('tabs.results'), '/projects/$id/results'),
        ...tab(t('programmes:reports'), '/projects/$id/reports'),
        ...(mayRecord || mayReview ? tab(t('tabs.values'), '/projects/$id/values') : []),
      ]}
    />
  )
}
