import { PencilIcon, PlusIcon } from '@navikt/aksel-icons'
import { Button, Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NetworkMemberOut, NetworkOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { useKeptFocus } from '../../lib/use-kept-focus'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'

// The form is heavy, and most people only read: it comes when it is asked for.
const MemberDialog = lazy(() => import('./member-dialog').then((part) => ({ default: part.MemberDialog })))

interface MemberSectionProps {
  network: NetworkOut
  may?: boolean
}

/** Who is, was and will be in it, and since when. */
export function MemberSection({ network, may = false }: MemberSectionProps) {
  const { t } = useTranslation('networks')
  const [edited, setEdited] = useState<NetworkMemberOut | 'new'>()
  const columns = useColumns(may ? setEdited : undefined)
  const place = useKeptFocus(edited !== undefined)
  const join = may && (
    <Button
      className="noprint"
      size="small"
      variant="secondary"
      icon={<PlusIcon aria-hidden />}
      onClick={() => setEdited('new')}
    >
      {t('join')}
    </Button>
  )
  return (
    <section className="panel stack stack--close">
      <div ref={place} tabIndex={-1}>
        <Heading level="2" size="small">
          {t('members')}
        </Heading>
      </div>
      {network.members.length === 0 ? (
        <>
          <p className="flush subtle">{t('no_members')}</p>
          <div>{join}</div>
        </>
      ) : (
        <DataTable
          label={t('members')}
          columns={columns}
          query={allRows(network.members)}
          rowId={(row) => row.id}
          tools={join}
        />
      )}
      {edited && (
        <Suspense>
          <MemberDialog
            network={network}
            member={edited === 'new' ? undefined : edited}
            close={() => setEdited(undefined)}
          />
        </Suspense>
      )}
    </section>
  )
}

function useColumns(edit: ((member: NetworkMemberOut) => void) | undefined): Column<NetworkMemberOut>[] {
  const { t } = useTranslation('networks')
  const language = useLanguage()
  const columns: Column<NetworkMemberOut>[] = [
    { id: 'member', header: t('member'), cell: (row) => <Name row={row} /> },
    { id: 'joined', header: t('joined'), nowrap: true, cell: (row) => dat(language, row.joined_on) },
    {
      id: 'left',
      header: t('left'),
      nowrap: true,
      cell: (row) => (row.left_on ? dat(language, row.left_on) : '–'),
    },
  ]
  if (!edit) return columns
  const change: Column<NetworkMemberOut> = {
    id: 'actions',
    header: t('actions'),
    cell: (row) => (
      <span className="row-actions noprint">
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={<PencilIcon title={t('change_member_named', { organisation: row.organisation.name })} />}
          onClick={() => edit(row)}
        />
      </span>
    ),
  }
  return [...columns, change]
}

function Name({ row }: { row: NetworkMemberOut }) {
  const { t } = useTranslation('networks')
  const today = new Date().toISOString().slice(0, 10)
  const { id, name } = row.organisation
  return (
    <>
      <Link to="/organisations/$id" params={{ id }}>
        {name}
      </Link>{' '}
      {row.left_on && row.left_on < today && <StatusTag status="ended" label={t('former')} />}
      {row.joined_on > today && <StatusTag status="planned" label={t('upcoming')} />}
    </>
  )
}
