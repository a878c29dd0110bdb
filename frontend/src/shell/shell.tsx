import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Header } from './header'
import { BottomNav, SideNav } from './nav'
import { SessionEnded } from './session-ended'
import { useFocusHeading } from './use-focus-heading'

export function Shell({ children, bell }: { children: ReactNode; bell?: ReactNode }) {
  const { t } = useTranslation('shell')
  useFocusHeading()
  return (
    <>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <Header bell={bell} />
      <div className="shell">
        <SideNav />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomNav />
      <SessionEnded />
    </>
  )
}
