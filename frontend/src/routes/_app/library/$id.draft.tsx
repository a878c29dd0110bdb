import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  changeDefinitionDraftMutation,
  draftDefinitionVersionMutation,
} from '../../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionCreate } from '../../../api/indicators/types.gen'
import { DefinitionForm } from '../../../features/library/definition-form'
import { definitionQuery, draftOf, match, useDefinitionChanged } from '../../../features/library/queries'
import { laterTexts } from '../../../i18n'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/library/$id/draft')({
  loader: laterTexts,
  component: Draft,
})

/** The draft that there is, or one that begins as the newest version. */
function Draft() {
  const { t } = useTranslation('library')
  const { id } = Route.useParams()
  const data = useFirst(useSuspenseQuery(definitionQuery(id)).data, id)
  const navigate = useNavigate()
  const pick = usePickText()
  const changed = useDefinitionChanged()
  const draft = draftOf(data)
  const newest = data.versions[0]
  const name = newest ? pick(newest.name, newest.original_language) : data.code
  const back = () => navigate({ to: '/library/$id', params: { id } })
  const begin = useMutation(draftDefinitionVersionMutation())
  const change = useMutation(changeDefinitionDraftMutation())
  const save = async ({ code: _, programme_id: __, ...body }: DefinitionCreate) => {
    const headers = match(data)
    const now = draft
      ? await change.mutateAsync({ path: { definition_id: id, number: draft.number }, body, headers })
      : await begin.mutateAsync({ path: { definition_id: id }, body, headers })
    showSuccess(t('saved_draft'))
    await changed(now)
    await back()
  }
  return (
    <>
      <PageHeader
        title={t(draft ? 'draft_of' : 'new_version_of', { name })}
        lead={!draft && t('new_version_lead')}
        crumbs={[
          { label: t('title'), link: { to: '/library' } },
          { label: name, link: { to: '/library/$id', params: { id } } },
        ]}
      />
      {newest && (
        <DefinitionForm
          version={newest}
          programmeId={data.programme?.id ?? null}
          code={data.code}
          onSubmit={save}
          onCancel={() => void back()}
        />
      )}
    </>
  )
}
