import { FingerButtonIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listSignInMethodsOptions } from '../api/registry/@tanstack/react-query.gen'
import { beginSignInWithPasskey, signInWithPasskey } from '../api/registry/sdk.gen'
import { hasPasskeys, isGivenUp, signWithPasskey } from '../lib/passkeys'
import type { Session } from '../lib/session'

interface PasskeyButtonProps {
  onSignedIn: (session: Session) => unknown
  onRefused: (refusal: unknown) => unknown
  primary?: boolean
}

/** Signs in with a passkey: alone, or as the second step. Not there where there are none. */
export function PasskeyButton({ onSignedIn, onRefused, primary = false }: PasskeyButtonProps) {
  const { t } = useTranslation('shell')
  const methods = useQuery({ ...listSignInMethodsOptions(), staleTime: Number.POSITIVE_INFINITY })
  const [busy, setBusy] = useState(false)
  if (!methods.data || !hasPasskeys(methods.data.passkey_host)) return null
  const send = async () => {
    setBusy(true)
    try {
      const begun = await beginSignInWithPasskey({ throwOnError: true })
      const credential = await signWithPasskey(begun.data.options)
      const { data } = await signInWithPasskey({ body: { credential }, throwOnError: true })
      await onSignedIn(data)
    } catch (error) {
      if (!isGivenUp(error)) onRefused(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      type="button"
      variant={primary ? 'primary' : 'secondary'}
      icon={<FingerButtonIcon aria-hidden />}
      loading={busy}
      onClick={() => void send()}
    >
      {t('sign_in.passkey')}
    </Button>
  )
}
