import { Select } from '@navikt/ds-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getDocumentTemplateOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { kinds } from '../../../features/documents/kinds'
import { TemplateEditor } from '../../../features/documents/template-editor'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/programmes/$id/documents/$kind')({
  loader: laterTexts,
  component: DocumentTemplates,
})

/** How a programme lays out its documents. */
function DocumentTemplates() {
  const { t } = useTranslation(['documents', 'programmes'])
  const { id, kind: asked } = Route.useParams()
  const navigate = useNavigate()
  const kind = kinds.find((one) => one === asked) ?? kinds[0]
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  const found = useQuery(getDocumentTemplateOptions({ path: { programme_id: id, kind } }))
  return (
    <>
      <PageHeader
        title={t('documents:templates')}
        lead={t('documents:templates_lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
      />
      <div className="stack">
        <div className="template-kind">
          <Select
            size="small"
            label={t('documents:kind')}
            value={kind}
            onChange={({ target }) =>
              void navigate({
                to: '/programmes/$id/documents/$kind',
                params: { id, kind: target.value },
              })
            }
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`documents:kinds.${one}`)}
              </option>
            ))}
          </Select>
        </div>
        {found.error && <InlineError error={found.error} retry={found.refetch} />}
        {found.data && <TemplateEditor key={kind} found={found.data} />}
      </div>
    </>
  )
}
