import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSessionEnded } from '../lib/session-end'
import { Header } from './header'
import { BottomNav, SideNav } from './nav'
import { useFocusHeading } from './use-focus-heading'

const SessionEnded = lazy(() => import('./session-ended').then((part) => ({ default: part.SessionEnded })))

export function Shell({ children, bell }: { children: ReactNode; bell?: ReactNode }) {
  const { t } = useTranslation('shell')
  const ended = useSessionEnded()
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
      {ended && (
        <Suspense>
          <SessionEnded />
        </Suspense>
      )}
    </>
  )
}
