import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listInvitationsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { InvitationState } from '../../../api/registry/types.gen'
import { useInvitationColumns } from '../../../features/invitations/invitation-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, listSearch, type SearchOf, searchSchema } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

const states = Object.values(InvitationState)
const search = searchSchema({ ...listSearch, state: choice(states) })
const query = ({ q, state, after }: SearchOf<typeof search>) =>
  listInvitationsOptions({ query: given({ q, state, cursor: after, with_total: true }) })

export const Route = createFileRoute('/_app/invitations/')({
  validateSearch: search,
  loader: laterTexts,
  component: Invitations,
})

function Invitations() {
  const { t } = useTranslation('invitations')
  const values = Route.useSearch()
  const invitations = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const may = useMay('invitation.write')
  const columns = useInvitationColumns(may)
  const invite = <LinkButton to="/invitations/new">{t('invite')}</LinkButton>
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={may && invite} />
      <FilterBar
        values={values}
        search={t('search')}
        filters={[
          {
            key: 'state',
            label: t('state'),
            options: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={invitations}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          values.q || values.state ? (
            <EmptyState title={t('nothing_found')}>{t('nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} action={may && invite}>
              {t('empty_hint')}
            </EmptyState>
          )
        }
      />
    </>
  )
}
