import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSessionEnded } from '../lib/session-end'
import { useProofAsked } from '../lib/step-up'
import { Header } from './header'
import { BottomNav, SideNav } from './nav'
import { useFocusHeading } from './use-focus-heading'

const StepUpDialog = lazy(() => import('./step-up-dialog').then((part) => ({ default: part.StepUpDialog })))
const SessionEnded = lazy(() => import('./session-ended').then((part) => ({ default: part.SessionEnded })))

export function Shell({ children, bell }: { children: ReactNode; bell?: ReactNode }) {
  const { t } = useTranslation('shell')
  const ended = useSessionEnded()
  const proofAsked = useProofAsked()
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
      {proofAsked && (
        <Suspense>
          <StepUpDialog />
        </Suspense>
      )}
      {ended && (
        <Suspense>
          <SessionEnded />
        </Suspense>
      )}
    </>
  )
}
