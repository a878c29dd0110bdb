import { LeaveIcon, PersonCircleIcon } from '@navikt/aksel-icons'
import { ActionMenu, Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut } from '../api/registry/sdk.gen'
import { useSession } from '../lib/session'
import { showError } from '../ui/toast'

export function AccountMenu() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const cache = useQueryClient()
  const navigate = useNavigate()
  if (!session) return null
  const leave = async () => {
    const { error } = await signOut()
    if (error) return showError(error)
    await navigate({ to: '/sign-in' })
    // The next person at this screen must not see what this one saw.
    cache.clear()
  }
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button size="small" variant="tertiary" data-color="neutral" icon={<PersonCircleIcon aria-hidden />}>
          <span className="sr-only">{t('account.label')}: </span>
          <span className="wide-only">{session.account.display_name}</span>
        </Button>
      </ActionMenu.Trigger>
      <ActionMenu.Content align="end">
        <ActionMenu.Group label={session.account.display_name}>
          <div className="account-menu__who">
            {session.account.email}
            <br />
            {session.roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(', ')}
          </div>
          <ActionMenu.Divider />
          <ActionMenu.Item icon={<LeaveIcon aria-hidden />} onSelect={() => void leave()}>
            {t('account.sign_out')}
          </ActionMenu.Item>
        </ActionMenu.Group>
      </ActionMenu.Content>
    </ActionMenu>
  )
}
