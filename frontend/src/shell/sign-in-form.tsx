import { EyeIcon, EyeSlashIcon } from '@navikt/aksel-icons'
import { Button, LocalAlert, TextField } from '@navikt/ds-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { signIn } from '../api/registry/sdk.gen'
import type { Session } from '../lib/session'
import { useErrorText } from '../ui/error-text'

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
    if (data) return onSignedIn(data)
    setRefusal(error)
    setAttempt((count) => count + 1)
  }
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
        value={password}
        onChange={setPassword}
        error={missing && !password ? t('sign_in.password_missing') : undefined}
      />
      <Button type="submit" loading={busy}>
        {t('sign_in.submit')}
      </Button>
    </form>
  )
}

interface PasswordFieldProps {
  box: React.RefObject<HTMLInputElement | null>
  value: string
  onChange: (password: string) => void
  error: string | undefined
}

function PasswordField({ box, value, onChange, error }: PasswordFieldProps) {
  const { t } = useTranslation('shell')
  const [shown, setShown] = useState(false)
  return (
    <div className="password-field">
      <TextField
        ref={box}
        label={t('sign_in.password')}
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
      <Button
        type="button"
        size="small"
        variant="tertiary"
        aria-pressed={shown}
        icon={shown ? <EyeSlashIcon aria-hidden /> : <EyeIcon aria-hidden />}
        onClick={() => setShown(!shown)}
      >
        {t('sign_in.show_password')}
      </Button>
    </div>
  )
}

/** Why not, and what to do: a wrong password, too many tries, or a service that is not there. */
function Refusal({ refusal }: { refusal: unknown }) {
  const { t } = useTranslation('shell')
  const general = useErrorText()(refusal)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  const status = isApiError(refusal) ? refusal.status : undefined
  const wait = isApiError(refusal) ? refusal.retryAfter : undefined
  const minutes = Math.ceil((wait ?? 60) / 60)
  const title = status === 401 ? t('sign_in.wrong') : status === 429 ? t('sign_in.too_many') : general.title
  const detail =
    status === 401
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
