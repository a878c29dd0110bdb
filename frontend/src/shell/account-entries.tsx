import { KeyHorizontalIcon, LeaveIcon, PersonCircleIcon } from '@navikt/aksel-icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isSignedOut } from '../api/problem'
import { signOutHereAndThere } from '../api/registry/sdk.gen'
import type { Session } from '../lib/session'
import { showError } from '../ui/toast'

/** Who one is, and what one does as oneself; it comes after the page that it opens over. */
export function AccountEntries({ session, close }: { session: Session; close: () => void }) {
  const { t } = useTranslation('shell')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { account, roles } = session
  const leave = async () => {
    const { data, error } = await signOutHereAndThere()
    if (error && !isSignedOut(error)) return showError(error)
    // The next person at this screen must not see what this one saw.
    cache.clear()
    if (data?.url) return window.location.assign(data.url)
    await navigate({ to: '/sign-in' })
  }
  return (
    <>
      <div className="menu__who">
        <strong>{account.display_name}</strong>
        <span>{account.email}</span>
        <span>{roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(', ')}</span>
      </div>
      <Link to="/account" className="menu__item" onClick={close}>
        <PersonCircleIcon aria-hidden fontSize="1.25rem" />
        {t('account.own')}
      </Link>
      <Link to="/keys" className="menu__item" onClick={close}>
        <KeyHorizontalIcon aria-hidden fontSize="1.25rem" />
        {t('account.keys')}
      </Link>
      <button type="button" className="menu__item" onClick={() => void leave()}>
        <LeaveIcon aria-hidden fontSize="1.25rem" />
        {t('account.sign_out')}
      </button>
    </>
  )
}
