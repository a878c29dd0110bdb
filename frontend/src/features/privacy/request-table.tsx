import './privacy.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listPersonRequestsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { PersonRequestOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import { given } from '../../lib/given'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { PathLink } from '../../ui/path-link'
import { StatusTag } from '../../ui/status-tag'
import { Decide } from './decide'
import { Progress } from './request-list'
import { stateTones } from './states'

/** What people asked for, to be decided on by who looks after personal data. */
export function RequestTable({ after }: { after: string | undefined }) {
  const { t } = useTranslation('privacy')
  const requests = useQuery({
    ...listPersonRequestsOptions({ query: given({ cursor: after, with_total: true }) }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  return (
    <DataTable
      label={t('requests.title')}
      columns={useRequestColumns()}
      query={requests}
      rowId={(row) => row.id}
      count={(count) => t('requests.count', { count })}
      empty={<EmptyState title={t('requests.none')}>{t('requests.none_hint')}</EmptyState>}
    />
  )
}

function useRequestColumns(): Column<PersonRequestOut>[] {
  const { t } = useTranslation('privacy')
  const language = useLanguage()
  const rows = (request: PersonRequestOut) =>
    request.parts
      .flatMap((part) => Object.values(part.outcome ?? {}))
      .reduce((total, done) => total + Object.values(done).reduce((sum, count) => sum + count, 0), 0)
  return [
    { id: 'who', header: t('requests.who'), cell: Who },
    { id: 'kind', header: t('requests.kind'), cell: (row) => t(`kind.${row.kind}`) },
    {
      id: 'state',
      header: t('requests.state'),
      cell: (row) => (
        <>
          <StatusTag status={row.state} tone={stateTones[row.state]} label={t(`state.${row.state}`)} />{' '}
          {row.state === 'running' && <Progress request={row} />}
        </>
      ),
    },
    { id: 'why', header: t('requests.why'), cell: (row) => row.refusal ?? row.reason ?? '' },
    {
      id: 'touched',
      header: t('requests.touched'),
      align: 'right',
      cell: (row) => (row.kind === 'erasure' && row.state === 'done' ? num(language, rows(row)) : ''),
    },
    {
      id: 'when',
      header: t('requests.when'),
      nowrap: true,
      cell: (row) => datetime(language, row.created_at),
    },
    {
      id: 'decide',
      header: t('requests.decide'),
      cell: (row) => (row.state === 'requested' ? <Decide request={row} /> : ''),
    },
  ]
}

function Who({ person_id, person_name, pseudonym }: PersonRequestOut) {
  if (person_name === null) return pseudonym
  return <PathLink path={`/privacy/person/${person_id}`}>{person_name}</PathLink>
}
