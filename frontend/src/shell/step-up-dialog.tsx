import { BodyLong, Button, Dialog, TextField } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { getOwnFactorsOptions, listSignInMethodsOptions } from '../api/registry/@tanstack/react-query.gen'
import { beginStepUpWithPasskey, stepUp, stepUpWithPasskey } from '../api/registry/sdk.gen'
import type { FactorsOut } from '../api/registry/types.gen'
import { hasPasskeys, isGivenUp, signWithPasskey } from '../lib/passkeys'
import { answerProof } from '../lib/step-up'
import { useErrorText, useFieldErrorText } from '../ui/error-text'
import { InlineError } from '../ui/inline-error'
import { PasswordField } from '../ui/password-field'

/** Asks once more who it is, on top of the page; what was to be done goes on afterwards. */
export function StepUpDialog() {
  const { t } = useTranslation('shell')
  const factors = useQuery(getOwnFactorsOptions())
  const methods = useQuery({ ...listSignInMethodsOptions(), staleTime: Number.POSITIVE_INFINITY })
  const [error, setError] = useState<unknown>()
  const own = factors.data
  const passkey = own?.passkeys.length && methods.data && hasPasskeys(methods.data.passkey_host)
  return (
    <Dialog open onOpenChange={(open) => !open && answerProof(false)}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('step_up.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <BodyLong spacing>{t('step_up.text')}</BodyLong>
          {factors.error && <InlineError error={factors.error} retry={factors.refetch} />}
          <div className="sign-in-form">
            {own && <ProofForm own={own} />}
            {passkey && <PasskeyProof onError={setError} />}
            {error !== undefined && <InlineError error={error} />}
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

function ProofForm({ own }: { own: FactorsOut }) {
  const { t } = useTranslation('shell')
  const [value, setValue] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const fieldText = useFieldErrorText()
  const errorText = useErrorText()
  const withPassword = own.has_password
  if (!withPassword && !own.totp_since) return own.passkeys.length ? null : <p>{t('step_up.none')}</p>
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!value) return setWrong(t('step_up.missing'))
    setBusy(true)
    const { error } = await stepUp({ body: withPassword ? { password: value } : { code: value } })
    setBusy(false)
    if (!error) return answerProof(true)
    const field = isApiError(error) ? error.problem.fields[0] : undefined
    setWrong(field ? fieldText(field.code, field.message) : errorText(error).title)
  }
  return (
    <form noValidate className="sign-in-form" onSubmit={(event) => void send(event)}>
      {withPassword ? (
        <PasswordField
          label={t('sign_in.password')}
          autoComplete="current-password"
          value={value}
          onChange={setValue}
          error={wrong}
        />
      ) : (
        <TextField
          label={t('factor.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          error={wrong}
        />
      )}
      <Button type="submit" loading={busy}>
        {t('step_up.go_on')}
      </Button>
    </form>
  )
}

function PasskeyProof({ onError }: { onError: (error: unknown) => void }) {
  const { t } = useTranslation('shell')
  const prove = async () => {
    try {
      const begun = await beginStepUpWithPasskey({ throwOnError: true })
      const credential = await signWithPasskey(begun.data.options)
      await stepUpWithPasskey({ body: { credential }, throwOnError: true })
      answerProof(true)
    } catch (error) {
      if (!isGivenUp(error)) onError(error)
    }
  }
  return (
    <Button type="button" variant="secondary" onClick={() => void prove()}>
      {t('step_up.passkey')}
    </Button>
  )
}
