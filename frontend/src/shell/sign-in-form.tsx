import { Button, LocalAlert, TextField } from '@navikt/ds-react'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { signIn } from '../api/registry/sdk.gen'
import type { PendingSignIn } from '../api/registry/types.gen'
import type { Session } from '../lib/session'
import { useErrorText } from '../ui/error-text'
import { PasswordField } from '../ui/password-field'

const FactorStep = lazy(() => import('./factor-step').then((part) => ({ default: part.FactorStep })))
const PasskeyButton = lazy(() => import('./passkey-button').then((part) => ({ default: part.PasskeyButton })))

type Factor = PendingSignIn['factors'][number]

interface SignInFormProps {
  email?: string | undefined
  onSignedIn: (session: Session) => unknown
}

export function SignInForm({ email: known, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('shell')
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [factors, setFactors] = useState<Factor[]>()
  const [refusal, setRefusal] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  const emailBox = useRef<HTMLInputElement>(null)
  const passwordBox = useRef<HTMLInputElement>(null)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    const incomplete = !email.trim() || !password
    setMissing(incomplete)
    setRefusal(undefined)
    if (incomplete) return (email.trim() ? passwordBox : emailBox).current?.focus()
    setBusy(true)
    const { data, error } = await signIn({ body: { email: email.trim(), password } })
    setBusy(false)
    if (data && 'factors' in data) return setFactors(data.factors)
    if (data) return onSignedIn(data)
    refuse(error)
  }
  const refuse = (error: unknown) => {
    setRefusal(error)
    setAttempt((count) => count + 1)
  }
  const restart = (why?: unknown) => {
    setFactors(undefined)
    setPassword('')
    if (why) refuse(why)
  }
  if (factors)
    return (
      <Suspense>
        <FactorStep factors={factors} onSignedIn={onSignedIn} onRestart={restart} />
      </Suspense>
    )
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="sign-in-form">
      {refusal !== undefined && <Refusal key={attempt} refusal={refusal} />}
      <TextField
        ref={emailBox}
        label={t('sign_in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={missing && !email.trim() ? t('sign_in.email_missing') : undefined}
      />
      <PasswordField
        box={passwordBox}
        label={t('sign_in.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing && !password ? t('sign_in.password_missing') : undefined}
      />
      <Button type="submit" loading={busy}>
        {t('sign_in.submit')}
      </Button>
      <Suspense>
        <PasskeyButton onSignedIn={onSignedIn} onRefused={refuse} />
      </Suspense>
    </form>
  )
}

/** Why not, and what to do: a wrong password, too many tries, or a service that is not there. */
export function Refusal({ refusal }: { refusal: unknown }) {
  const { t } = useTranslation('shell')
  const general = useErrorText()(refusal)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  const status = isApiError(refusal) ? refusal.status : undefined
  const wait = isApiError(refusal) ? refusal.retryAfter : undefined
  const minutes = Math.ceil((wait ?? 60) / 60)
  const wrong = isApiError(refusal) && refusal.code === 'wrong_credentials'
  const title = wrong ? t('sign_in.wrong') : status === 429 ? t('sign_in.too_many') : general.title
  const detail = wrong
    ? t('sign_in.wrong_hint')
    : status === 429
      ? t('sign_in.wait', { count: minutes })
      : undefined
  return (
    <LocalAlert ref={place} tabIndex={-1} status="error" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{title}</LocalAlert.Title>
      </LocalAlert.Header>
      {detail && <LocalAlert.Content>{detail}</LocalAlert.Content>}
    </LocalAlert>
  )
}
