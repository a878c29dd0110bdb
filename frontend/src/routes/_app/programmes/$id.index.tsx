import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProgrammeView } from '../../../features/programmes/programme-view'
import { programmeQuery } from '../../../features/programmes/queries'
import { PublicationButton } from '../../../features/publications/publication-button'
import { RemindersButton } from '../../../features/reminders/reminders-button'
import { Defaults } from '../../../features/wishes/defaults'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { pickText } from '../../../lib/languages'
import { DocumentsLink } from '../../../ui/documents-link'
import { HistoryLink } from '../../../ui/history-link'
import { LinkButton } from '../../../ui/link-button'
import { MustFill } from '../../../ui/must-fill'
import { PageHeader } from '../../../ui/page-header'
import { Watch } from '../../../ui/watch/watch'

export const Route = createFileRoute('/_app/programmes/$id/')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(programmeQuery(params.id)),
  component: Programme,
})

function Programme() {
  const { t } = useTranslation('programmes')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(programmeQuery(id))
  const language = useLanguage()
  const may = useMayOn('programme.write', 'programme', id)
  const title = pickText(data.title, language, data.original_language)
  return (
    <>
      <PageHeader
        title={title?.text ?? data.code}
        lang={title?.lang}
        crumbs={[{ label: t('title'), link: { to: '/programmes' } }]}
        actions={
          <>
            <Watch kind="programme" id={id} />
            <HistoryLink kind="programme" id={id} />
            <DocumentsLink kind="programme" id={id} />
            <RemindersButton programmeId={id} />
            <Defaults programmeId={id} />
            <PublicationButton kind="programme" id={id} />
            {may && (
              <>
                <LinkButton to="/programmes/$id/announcements" params={{ id }} variant="secondary">
                  {t('announcements')}
                </LinkButton>
                <LinkButton to="/programmes/$id/channels" params={{ id }} variant="secondary">
                  {t('chat_channels')}
                </LinkButton>
              </>
            )}
            <LinkButton to="/programmes/$id/reporting" params={{ id }} variant="secondary">
              {t('reports')}
            </LinkButton>
            <LinkButton to="/programmes/$id/funding" params={{ id }} variant="secondary">
              {t('funding')}
            </LinkButton>
            <LinkButton to="/programmes/$id/results" params={{ id }} variant="secondary">
              {t('results')}
            </LinkButton>
            <LinkButton to="/projects" search={{ programme: id }} variant="secondary">
              {t('projects_count', { count: data.project_count })}
            </LinkButton>
            {may && (
              <LinkButton to="/programmes/$id/edit" params={{ id }}>
                {t('change')}
              </LinkButton>
            )}
          </>
        }
      />
      <MustFill
        type="programme"
        id={id}
        label={(field) => t(field as 'goals')}
        edit={{ to: '/programmes/$id/edit', params: { id } }}
      />
      <ProgrammeView programme={data} />
    </>
  )
}
