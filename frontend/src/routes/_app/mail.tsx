import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getMailOptions, listMailOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useMailColumns } from '../../features/mail/mail-columns'
import { MailState } from '../../features/mail/mail-state'
import { states } from '../../features/mail/states'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'
import { choice, searchSchema, text } from '../../lib/search'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { FilterBar } from '../../ui/filter-bar'
import { InlineError } from '../../ui/inline-error'
import { MailTabs } from '../../ui/mail-tabs'
import { PageHeader } from '../../ui/page-header'

const search = searchSchema({ state: choice([...states]), after: text() })
// While something waits it may be gone the next moment.
const LOOK_AGAIN = 3_000

export const Route = createFileRoute('/_app/mail')({
  validateSearch: search,
  loader: laterTexts,
  component: Mail,
})

/** How mail is doing, for who looks after the installation. */
function Mail() {
  const { t } = useTranslation('mail')
  const { state, after } = Route.useSearch()
  const mail = useQuery({
    ...getMailOptions(),
    refetchInterval: (query) => (query.state.data?.waiting ? LOOK_AGAIN : false),
  })
  const messages = useQuery({
    ...listMailOptions({ query: given({ state, cursor: after, with_total: true }) }),
    placeholderData: keepPreviousData,
    refetchInterval: mail.data?.waiting ? LOOK_AGAIN : false,
  })
  const columns = useMailColumns()
  const header = (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailTabs />
    </>
  )
  if (mail.error) {
    return (
      <>
        {header}
        <InlineError error={mail.error} retry={mail.refetch} />
      </>
    )
  }
  return (
    <>
      {header}
      {mail.data && <MailState mail={mail.data} messages={messages.data?.items ?? []} />}
      <FilterBar
        values={{ state }}
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
        query={messages}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t(state ? 'nothing_found' : 'empty')}>
            {t(state ? 'nothing_found_hint' : 'empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
