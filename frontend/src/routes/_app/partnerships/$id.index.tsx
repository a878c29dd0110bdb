import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PartnershipView } from '../../../features/partnerships/partnership-view'
import { partnershipQuery } from '../../../features/partnerships/queries'
import { StatusButton } from '../../../features/partnerships/status-button'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { dat } from '../../../lib/format'
import { isoDate, searchSchema } from '../../../lib/search'
import { AsOfField } from '../../../ui/as-of-field'
import { HistoryLink } from '../../../ui/history-link'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'
import { Watch } from '../../../ui/watch/watch'

const search = searchSchema({ as_of: isoDate() })

export const Route = createFileRoute('/_app/partnerships/$id/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(partnershipQuery(params.id, deps.as_of)),
  component: Partnership,
})

function Partnership() {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  const { id } = Route.useParams()
  const { as_of } = Route.useSearch()
  const { data } = useSuspenseQuery(partnershipQuery(id, as_of))
  const may = useMayOn('partnership.write', 'partnership', id)
  const status = data.status?.status
  return (
    <>
      <PageHeader
        title={data.name}
        crumbs={[{ label: t('title'), link: { to: '/partnerships' } }]}
        tags={
          status ? (
            <StatusTag status={status} label={t(`statuses.${status}`)} />
          ) : (
            <StatusTag status="planned" label={t('not_begun')} />
          )
        }
        actions={
          <>
            <Watch kind="partnership" id={id} />
            <HistoryLink kind="partnership" id={id} />
            {may && (
              <>
                <StatusButton partnership={data} />
                <LinkButton to="/partnerships/$id/edit" params={{ id }}>
                  {t('change')}
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <div className="as-of-note noprint">
        <AsOfField value={as_of} />
        {as_of && (
          <p>
            {t('as_of_note', { date: dat(language, as_of) })}{' '}
            <Link to="." search={{}} replace>
              {t('today')}
            </Link>
          </p>
        )}
      </div>
      <PartnershipView partnership={data} />
    </>
  )
}
