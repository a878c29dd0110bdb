import { BodyLong, Dialog } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Session, useSession, useSetSession } from '../lib/session'
import { SignInForm } from './sign-in-form'

/** The session ended while someone was at work: sign in on top of the page, and everything typed is still there. */
export function SessionEnded() {
  const { t } = useTranslation('shell')
  const before = useSession()
  const cache = useQueryClient()
  const setSession = useSetSession()
  const back = async (session: Session) => {
    // Another person's page must not show this one's work.
    if (before && before.account.id !== session.account.id) return globalThis.location.reload()
    setSession(session)
    await cache.invalidateQueries()
  }
  return (
    <Dialog open>
      <Dialog.Popup closeOnOutsideClick={false} width="small">
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{t('ended.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <BodyLong spacing>{t('ended.text')}</BodyLong>
          <SignInForm email={before?.account.email} onSignedIn={back} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
