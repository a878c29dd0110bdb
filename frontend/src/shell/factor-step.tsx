import { Button, TextField } from '@navikt/ds-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { signInWithCode } from '../api/registry/sdk.gen'
import type { PendingSignIn } from '../api/registry/types.gen'
import type { Session } from '../lib/session'
import { PasskeyButton } from './passkey-button'
import { Refusal } from './sign-in-form'

interface FactorStepProps {
  factors: PendingSignIn['factors']
  onSignedIn: (session: Session) => unknown
  /** From the start, because it took too long or the person wants to. */
  onRestart: (why?: unknown) => void
}

/** The password was right; now the second factor. */
export function FactorStep({ factors, onSignedIn, onRestart }: FactorStepProps) {
  const { t } = useTranslation('shell')
  const [paper, setPaper] = useState(!factors.includes('totp') && !factors.includes('passkey'))
  const [refusal, setRefusal] = useState<{ error: unknown; attempt: number }>()
  const refuse = (error: unknown) => {
    if (isApiError(error) && error.code === 'sign_in_expired') return onRestart(error)
    setRefusal((before) => ({ error, attempt: (before?.attempt ?? 0) + 1 }))
  }
  const wantsCode = paper || factors.includes('totp')
  return (
    <div className="sign-in-form">
      <p className="flush">{paper ? t('factor.paper_lead') : t('factor.lead')}</p>
      {refusal && <Refusal key={refusal.attempt} refusal={refusal.error} />}
      {wantsCode && <CodeForm key={String(paper)} paper={paper} onSignedIn={onSignedIn} onRefused={refuse} />}
      {factors.includes('passkey') && !paper && (
        <PasskeyButton primary={!wantsCode} onSignedIn={onSignedIn} onRefused={refuse} />
      )}
      {factors.includes('recovery_code') && (
        <Button type="button" variant="tertiary" size="small" onClick={() => setPaper(!paper)}>
          {paper ? t('factor.not_paper') : t('factor.paper')}
        </Button>
      )}
      <Button type="button" variant="tertiary" size="small" onClick={() => onRestart()}>
        {t('factor.restart')}
      </Button>
    </div>
  )
}

interface CodeFormProps {
  paper: boolean
  onSignedIn: (session: Session) => unknown
  onRefused: (error: unknown) => void
}

function CodeForm({ paper, onSignedIn, onRefused }: CodeFormProps) {
  const { t } = useTranslation('shell')
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(code.trim().length < 6)
    if (code.trim().length < 6) return box.current?.focus()
    setBusy(true)
    const { data, error } = await signInWithCode({ body: { code: code.trim() } })
    setBusy(false)
    if (data) return onSignedIn(data)
    setCode('')
    onRefused(error)
  }
  return (
    <form noValidate className="sign-in-form" onSubmit={(event) => void send(event)}>
      <TextField
        ref={box}
        label={paper ? t('factor.paper_code') : t('factor.code')}
        description={paper ? undefined : t('factor.code_hint')}
        inputMode={paper ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={missing ? t('factor.code_missing') : undefined}
      />
      <Button type="submit" loading={busy}>
        {t('sign_in.submit')}
      </Button>
    </form>
  )
}
