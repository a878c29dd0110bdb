import { PersonCircleIcon } from '@navikt/aksel-icons'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../lib/session'
import { Menu } from '../ui/menu'

const AccountEntries = lazy(() =>
  import('./account-entries').then((part) => ({ default: part.AccountEntries })),
)

export function AccountMenu() {
  const { t } = useTranslation('shell')
  const session = useSession()
  if (!session) return null
  return (
    <Menu
      label={t('account.label')}
      icon={<PersonCircleIcon aria-hidden />}
      content={(close) => (
        <Suspense>
          <AccountEntries session={session} close={close} />
        </Suspense>
      )}
    >
      <span className="sr-only">{t('account.label')}: </span>
      <span className="wide-only">{session.account.display_name}</span>
    </Menu>
  )
}
