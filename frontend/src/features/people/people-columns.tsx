import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PersonListItem } from '../../api/registry/types.gen'
import type { Column } from '../../ui/data-table'
import { ScopeName } from '../../ui/scope-name'
import { StatusTag } from '../../ui/status-tag'

const SHOWN = 3

export function usePeopleColumns(): Column<PersonListItem>[] {
  const { t } = useTranslation('people')
  return [
    { id: 'name', header: t('name'), sort: 'name', cell: (row) => <Name row={row} /> },
    {
      id: 'organisations',
      header: t('organisations'),
      cell: ({ organisations }) => organisations.map(({ name }) => name).join(', '),
    },
    { id: 'roles', header: t('roles'), cell: (row) => <Roles row={row} /> },
  ]
}

function Name({ row }: { row: PersonListItem }) {
  const { t } = useTranslation('people')
  return (
    <>
      <Link to="/people/$id" params={{ id: row.id }}>
        {row.display_name}
      </Link>
      {row.email && <span className="block small subtle">{row.email}</span>}
      {!row.is_active && <StatusTag status="archived" label={t('inactive')} />}
    </>
  )
}

function Roles({ row }: { row: PersonListItem }) {
  const { t } = useTranslation(['people', 'shell'])
  return (
    <ul className="plain-list">
      {row.roles.slice(0, SHOWN).map(({ role, scope }) => (
        <li key={`${role} ${scope.id}`}>
          {t(`shell:role.${role}`)} · <ScopeName scope={scope} />
        </li>
      ))}
      {row.roles.length > SHOWN && (
        <li className="subtle">{t('people:more_roles', { count: row.roles.length - SHOWN })}</li>
      )}
    </ul>
  )
}
