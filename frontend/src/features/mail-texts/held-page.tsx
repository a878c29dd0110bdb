import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { given } from '../../lib/given'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { MailTabs } from '../../ui/mail-tabs'
import { PageHeader } from '../../ui/page-header'
import { useHeldColumns } from './held-columns'
import { heldBack } from './queries'

/** Addresses that bounced, and how to send to them again. */
export function HeldBackPage({ after }: { after: string | undefined }) {
  const { t } = useTranslation('mail_texts')
  const held = useQuery({
    ...heldBack(given({ cursor: after, with_total: true })),
    placeholderData: keepPreviousData,
  })
  const columns = useHeldColumns()
  return (
    <>
      <PageHeader title={t('held_title')} lead={t('held_lead')} />
      <MailTabs />
      <DataTable
        label={t('held_title')}
        columns={columns}
        query={held}
        rowId={(row) => row.id}
        count={(count) => t('held_count', { count })}
        empty={<EmptyState title={t('held_empty')}>{t('held_empty_hint')}</EmptyState>}
      />
    </>
  )
}
