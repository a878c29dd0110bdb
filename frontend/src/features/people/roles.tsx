import { PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonOut, RoleOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { useKeptFocus } from '../../lib/use-kept-focus'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { ScopeName, useScopeWords } from '../../ui/scope-name'
import { StatusTag } from '../../ui/status-tag'

// Forms are heavy, and most people only read: they come when they are asked for.
const GiveRole = lazy(() => import('./give-role').then(({ GiveRole }) => ({ default: GiveRole })))
const EndRole = lazy(() => import('./end-role').then(({ EndRole }) => ({ default: EndRole })))

/** What somebody may do, in what, since when and through whom. */
export function Roles({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const [giving, setGiving] = useState(false)
  const [ending, setEnding] = useState<RoleOut>()
  const columns = useColumns(setEnding).filter(
    ({ id }) => id !== 'actions' || person.roles.some(({ may_end }) => may_end),
  )
  const place = useKeptFocus(ending !== undefined)
  return (
    <div ref={place} tabIndex={-1} className="stack stack--close">
      {person.roles.length === 0 ? (
        <p className="flush">{t('no_roles')}</p>
      ) : (
        <DataTable
          label={t('roles')}
          columns={columns}
          query={{ ...allRows(person.roles), data: { items: person.roles, total: person.roles.length } }}
          rowId={(role) => role.id}
          count={(count) => t('role_count', { count })}
        />
      )}
      {person.may.give_roles && person.is_active && (
        <div className="noprint">
          <Button
            size="small"
            variant="secondary"
            icon={<PlusIcon aria-hidden />}
            onClick={() => setGiving(true)}
          >
            {t('give_role')}
          </Button>
        </div>
      )}
      <Suspense>
        {giving && <GiveRole person={person} close={() => setGiving(false)} />}
        {ending && <EndRole person={person} role={ending} close={() => setEnding(undefined)} />}
      </Suspense>
    </div>
  )
}

function useColumns(end: (role: RoleOut) => void): Column<RoleOut>[] {
  const { t } = useTranslation(['people', 'shell'])
  const language = useLanguage()
  const words = useScopeWords()
  return [
    {
      id: 'role',
      header: t('people:role'),
      cell: ({ role, state }) => (
        <>
          {t(`shell:role.${role}`)}{' '}
          {state !== 'current' && <StatusTag status={state} label={t(`people:state.${state}`)} />}
        </>
      ),
    },
    { id: 'scope', header: t('people:held_in'), cell: ({ scope }) => <ScopeName scope={scope} /> },
    {
      id: 'from',
      header: t('people:first_day'),
      nowrap: true,
      cell: ({ valid_from }) => dat(language, valid_from),
    },
    {
      id: 'to',
      header: t('people:last_day'),
      nowrap: true,
      cell: ({ valid_to }) => (valid_to ? dat(language, valid_to) : t('people:no_end')),
    },
    { id: 'by', header: t('people:given_by'), cell: ({ granted_by }) => granted_by?.display_name ?? '' },
    {
      id: 'actions',
      header: t('people:actions'),
      cell: (row) =>
        row.may_end && (
          <Button
            size="xsmall"
            variant="tertiary"
            data-color="neutral"
            className="noprint"
            onClick={() => end(row)}
            aria-label={t('people:end_role_named', {
              role: t(`shell:role.${row.role}`),
              scope: words(row.scope),
            })}
          >
            {t('people:end')}
          </Button>
        ),
    },
  ]
}
