import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getOrganisationOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { ArchiveButton } from '../../../features/organisations/archive-button'
import { OrganisationSummary } from '../../../features/organisations/organisation-summary'
import { useMayOn } from '../../../lib/access'
import { DocumentsLink } from '../../../ui/documents-link'
import { HistoryLink } from '../../../ui/history-link'
import { LinkButton } from '../../../ui/link-button'
import { MustFill } from '../../../ui/must-fill'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'
import { Watch } from '../../../ui/watch/watch'

// Comes after the organisation itself, and only to those who may read contacts somewhere.
const ContactSection = lazy(() =>
  import('../../../features/contacts/contact-section').then((part) => ({ default: part.ContactSection })),
)

const query = (id: string) => getOrganisationOptions({ path: { organisation_id: id } })

export const Route = createFileRoute('/_app/organisations/$id/')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(query(params.id)),
  component: Organisation,
})

function Organisation() {
  const { t } = useTranslation('organisations')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(query(id))
  const may = useMayOn('organisation.write', 'organisation', id)
  const mayReadContacts = useMayOn('contact.read', 'organisation', id)
  return (
    <>
      <PageHeader
        title={data.name}
        crumbs={[{ label: t('title'), link: { to: '/organisations' } }]}
        tags={data.archived && <StatusTag status="archived" label={t('archived')} />}
        actions={
          <>
            <Watch kind="organisation" id={id} />
            <HistoryLink kind="organisation" id={id} />
            <DocumentsLink kind="organisation" id={id} />
            {may && (
              <>
                {!data.archived && <ArchiveButton organisation={data} />}
                <LinkButton to="/organisations/$id/edit" params={{ id }}>
                  {t('change')}
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <MustFill
        type="organisation"
        id={id}
        label={(field) => t(field === 'country_code' ? 'country' : 'place')}
        edit={{ to: '/organisations/$id/edit', params: { id } }}
      />
      <OrganisationSummary organisation={data} />
      {mayReadContacts && (
        <Suspense>
          <ContactSection organisationId={id} />
        </Suspense>
      )}
    </>
  )
}
