import { useTranslation } from 'react-i18next'
import type { InvitationOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { InvitationActions } from './invitation-actions'
import { OfferedRoles } from './offered-roles'

const tones: Record<InvitationOut['state'], Tone> = {
  pending: 'info',
  accepted: 'success',
  withdrawn: 'neutral',
  expired: 'warning',
}

/** Who only reads them has nothing to do with them. */
export function useInvitationColumns(mayWrite: boolean): Column<InvitationOut>[] {
  const { t } = useTranslation('invitations')
  const language = useLanguage()
  return [
    {
      id: 'email',
      header: t('who'),
      cell: ({ email, organisation, title }) => (
        <>
          {email ?? t('hidden_address')}
          {organisation && (
            <span className="block small subtle">
              {[title, organisation.name].filter(Boolean).join(', ')}
            </span>
          )}
        </>
      ),
    },
    { id: 'roles', header: t('roles'), cell: ({ roles }) => <OfferedRoles roles={roles} /> },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, expires_at, accepted_at }) => (
        <>
          <StatusTag status={state} tone={tones[state]} label={t(`states.${state}`)} />
          <span className="block small subtle">
            {state === 'pending' && t('good_until', { day: dat(language, expires_at) })}
            {state === 'accepted' && accepted_at && dat(language, accepted_at)}
          </span>
        </>
      ),
    },
    {
      id: 'by',
      header: t('sent_by'),
      cell: ({ invited_by, sent_at }) => (
        <>
          {invited_by.display_name}
          <span className="block small subtle">{dat(language, sent_at)}</span>
        </>
      ),
    },
    ...(mayWrite
      ? [
          {
            id: 'actions',
            header: t('actions'),
            cell: (row: InvitationOut) => row.may_change && <InvitationActions invitation={row} />,
          },
        ]
      : []),
  ]
}
