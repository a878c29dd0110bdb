import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { definitionQuery, shownVersion } from '../../../features/library/queries'
import { TakingUp } from '../../../features/library/taking-up/taking-up'
import { VersionChanges } from '../../../features/library/version-changes'
import { laterTexts } from '../../../i18n'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/library/$id/take-up')({
  loader: laterTexts,
  component: TakeUp,
})

/** All indicators of a programme go by the newest version of a definition from a day on. */
function TakeUp() {
  const { t } = useTranslation('library')
  const { id } = Route.useParams()
  // What was on the page when it was opened: what is shown afterwards must not forget it.
  const definition = useFirst(useSuspenseQuery(definitionQuery(id)).data, id)
  const navigate = useNavigate()
  const pick = usePickText()
  const version = shownVersion(definition)
  const before = definition.versions[definition.versions.indexOf(version) + 1]
  const name = pick(version.name, version.original_language)
  return (
    <>
      <PageHeader
        title={t('take_up.title', { number: version.number, name })}
        lead={t('take_up.lead')}
        crumbs={[
          { label: t('title'), link: { to: '/library' } },
          { label: name, link: { to: '/library/$id', params: { id } } },
        ]}
      />
      <div className="columns columns--main">
        <TakingUp
          definition={definition}
          version={version}
          onCancel={() => void navigate({ to: '/library/$id', params: { id } })}
        />
        {before && (
          <section className="panel" aria-labelledby="new-in-it">
            <h2 id="new-in-it">{t('take_up.new_in_it')}</h2>
            <VersionChanges before={before} after={version} />
          </section>
        )}
      </div>
    </>
  )
}
