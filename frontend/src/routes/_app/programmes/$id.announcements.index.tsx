import { Skeleton } from '@navikt/ds-react'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AnnouncementList } from '../../../features/announcements/announcement-list'
import { announcementPages } from '../../../features/announcements/queries'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { ShowMore } from '../../../ui/show-more'

export const Route = createFileRoute('/_app/programmes/$id/announcements/')({
  loader: laterTexts,
  component: Announcements,
})

function Announcements() {
  const { t } = useTranslation(['announcements', 'common', 'programmes'])
  const { id } = Route.useParams()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  const found = useInfiniteQuery(announcementPages(id))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const write = (
    <LinkButton to="/programmes/$id/announcements/new" params={{ id }}>
      {t('announcements:write')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('announcements:title')}
        lead={t('announcements:lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
        actions={items.length > 0 && write}
      />
      {found.error && <InlineError error={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton variant="rounded" height="8rem" />}
      {found.data && items.length === 0 && (
        <EmptyState title={t('announcements:empty')} action={write}>
          {t('announcements:empty_hint')}
        </EmptyState>
      )}
      {items.length > 0 && <AnnouncementList items={items} />}
      <ShowMore pages={found}>{t('announcements:show_more')}</ShowMore>
    </>
  )
}
