import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DefinitionArchiveButton } from '../../../features/library/definition-archive-button'
import { DefinitionView } from '../../../features/library/definition-view'
import { definitionQuery, draftOf, shownVersion, versionToTakeUp } from '../../../features/library/queries'
import { laterTexts, useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { searchSchema, text } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'

export const Route = createFileRoute('/_app/library/$id/')({
  validateSearch: searchSchema({ after: text() }),
  loader: laterTexts,
  component: Definition,
})

function Definition() {
  const { t } = useTranslation('library')
  const { id } = Route.useParams()
  const { after } = Route.useSearch()
  const { data } = useSuspenseQuery(definitionQuery(id))
  const language = useLanguage()
  const pick = usePickText()
  const shown = shownVersion(data)
  const newer = versionToTakeUp(data)
  const mayGovern = useMay('result.govern')
  const name = pickText(shown.name, language, shown.original_language)
  const { programme } = data
  const where = programme ? pick(programme.title, programme.original_language) : t('of_installation')
  return (
    <>
      <PageHeader
        title={name?.text ?? data.code}
        lang={name?.lang}
        crumbs={[{ label: t('title'), link: { to: '/library' } }]}
        lead={`${data.code} · ${where}`}
        tags={
          <>
            {shown.published_at === null && <StatusTag status="draft" tone="warning" label={t('draft')} />}
            {data.archived && <StatusTag status="archived" label={t('archived')} />}
          </>
        }
        actions={
          <>
            {data.may_change && <DefinitionArchiveButton definition={data} name={name?.text ?? data.code} />}
            {newer && mayGovern && (
              <LinkButton to="/library/$id/take-up" params={{ id }} variant="secondary" data-color="neutral">
                {t('take_up.open', { number: newer.number })}
              </LinkButton>
            )}
            {data.may_change && !draftOf(data) && !data.archived && (
              <LinkButton to="/library/$id/draft" params={{ id }}>
                {t('new_version')}
              </LinkButton>
            )}
          </>
        }
      />
      <DefinitionView definition={data} after={after} />
    </>
  )
}
