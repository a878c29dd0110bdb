import { PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MembershipOut, PersonOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { allRows, type Column, DataTable } from '../../ui/data-table'

const JoinDialog = lazy(() => import('./membership-dialogs').then((part) => ({ default: part.JoinDialog })))
const ChangeMembership = lazy(() =>
  import('./change-membership').then((part) => ({ default: part.ChangeMembership })),
)
const LeaveDialog = lazy(() => import('./membership-dialogs').then((part) => ({ default: part.LeaveDialog })))

/** Where somebody works or worked, and as what. */
export function Memberships({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const [joining, setJoining] = useState(false)
  const [leaving, setLeaving] = useState<MembershipOut>()
  const [changing, setChanging] = useState<MembershipOut>()
  const { memberships } = person
  const columns = useColumns(setChanging, setLeaving).filter(
    ({ id }) => id !== 'actions' || memberships.some(({ may_change }) => may_change),
  )
  return (
    <>
      {memberships.length === 0 ? (
        <p className="flush">{t('no_memberships')}</p>
      ) : (
        <DataTable
          label={t('memberships')}
          columns={columns}
          query={{ ...allRows(memberships), data: { items: memberships, total: memberships.length } }}
          rowId={(membership) => membership.id}
          count={(count) => t('membership_count', { count })}
        />
      )}
      {person.may.add_memberships && (
        <div className="noprint">
          <Button
            size="small"
            variant="secondary"
            icon={<PlusIcon aria-hidden />}
            onClick={() => setJoining(true)}
          >
            {t('join')}
          </Button>
        </div>
      )}
      <Suspense>
        {joining && <JoinDialog person={person} close={() => setJoining(false)} />}
        {changing && (
          <ChangeMembership person={person} membership={changing} close={() => setChanging(undefined)} />
        )}
        {leaving && <LeaveDialog person={person} membership={leaving} close={() => setLeaving(undefined)} />}
      </Suspense>
    </>
  )
}

type Chosen = (membership: MembershipOut) => void

function useColumns(change: Chosen, leave: Chosen): Column<MembershipOut>[] {
  const { t } = useTranslation('people')
  const language = useLanguage()
  return [
    {
      id: 'organisation',
      header: t('organisation'),
      cell: ({ organisation }) => (
        <Link to="/organisations/$id" params={{ id: organisation.id }}>
          {organisation.name}
        </Link>
      ),
    },
    { id: 'title', header: t('title_there'), cell: ({ title }) => title ?? '' },
    { id: 'joined', header: t('joined'), nowrap: true, cell: ({ joined_on }) => dat(language, joined_on) },
    {
      id: 'left',
      header: t('left'),
      nowrap: true,
      cell: ({ left_on }) => (left_on ? dat(language, left_on) : t('no_end')),
    },
    {
      id: 'actions',
      header: t('actions'),
      cell: (row) => row.may_change && <RowActions row={row} change={change} leave={leave} />,
    },
  ]
}

function RowActions({ row, change, leave }: { row: MembershipOut; change: Chosen; leave: Chosen }) {
  const { t } = useTranslation('people')
  const named = { organisation: row.organisation.name }
  const look = { size: 'xsmall', variant: 'tertiary', 'data-color': 'neutral' } as const
  return (
    <span className="row-actions noprint">
      <Button {...look} onClick={() => change(row)} aria-label={t('change_membership_named', named)}>
        {t('change_membership')}
      </Button>
      {row.left_on === null && (
        <Button {...look} onClick={() => leave(row)} aria-label={t('leave_named', named)}>
          {t('leave')}
        </Button>
      )}
    </span>
  )
}
