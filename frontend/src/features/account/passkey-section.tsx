import { Button, TextField } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listSignInMethodsOptions, removePasskeyMutation } from '../../api/registry/@tanstack/react-query.gen'
import { addPasskey, beginPasskey } from '../../api/registry/sdk.gen'
import type { FactorsOut, PasskeyOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { hasPasskeys, isGivenUp, isThereAlready, makePasskey } from '../../lib/passkeys'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { PasskeyName } from './passkey-name'
import { Section } from './section'

interface PasskeySectionProps {
  factors: FactorsOut
  onChanged: (recoveryCodes: string[]) => Promise<unknown>
}

export function PasskeySection({ factors, onChanged }: PasskeySectionProps) {
  const { t } = useTranslation('account')
  const [removed, setRemoved] = useState<PasskeyOut>()
  const methods = useQuery({ ...listSignInMethodsOptions(), staleTime: Number.POSITIVE_INFINITY })
  const remove = useMutation(removePasskeyMutation())
  const host = methods.data?.passkey_host
  return (
    <Section title={t('passkeys.title')} lead={t('passkeys.lead')}>
      {factors.passkeys.length > 0 && (
        <ul className="account-list">
          {factors.passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRenamed={() => onChanged([])}
              onRemove={() => setRemoved(passkey)}
            />
          ))}
        </ul>
      )}
      {host && hasPasskeys(host) && <NewPasskey onMade={onChanged} />}
      {host && !hasPasskeys(host) && <p className="flush">{t('passkeys.elsewhere', { host })}</p>}
      <ConfirmDialog
        open={removed !== undefined}
        danger
        onClose={() => setRemoved(undefined)}
        title={t('passkeys.remove_title', { name: removed?.name ?? '' })}
        confirm={t('passkeys.remove')}
        onConfirm={async () => {
          if (!removed) return
          await remove.mutateAsync({ path: { passkey_id: removed.id } })
          await onChanged([])
        }}
      >
        {t('passkeys.remove_text')}
      </ConfirmDialog>
    </Section>
  )
}

interface PasskeyRowProps {
  passkey: PasskeyOut
  onRenamed: () => Promise<unknown>
  onRemove: () => void
}

function PasskeyRow({ passkey, onRenamed, onRemove }: PasskeyRowProps) {
  const { t } = useTranslation('account')
  const language = useLanguage()
  const [renaming, setRenaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const used = passkey.last_used_at
  const done = () => {
    setRenaming(false)
    // The focus goes back to where it came from, once that is there again.
    requestAnimationFrame(() => button.current?.focus())
  }
  if (renaming)
    return (
      <li>
        <PasskeyName passkey={passkey} onChanged={onRenamed} onDone={done} />
      </li>
    )
  return (
    <li>
      <div>
        <strong>{passkey.name}</strong>
        <p className="flush small subtle">
          {t('passkeys.since', { date: dat(language, passkey.created_at) })}
          {used && ` · ${t('passkeys.used', { date: dat(language, used) })}`}
        </p>
      </div>
      <div className="account-actions">
        <Button ref={button} size="small" variant="tertiary" onClick={() => setRenaming(true)}>
          {t('passkeys.rename')}
          <span className="sr-only"> {passkey.name}</span>
        </Button>
        <Button size="small" variant="secondary" data-color="neutral" onClick={onRemove}>
          {t('passkeys.remove')}
          <span className="sr-only"> {passkey.name}</span>
        </Button>
      </div>
    </li>
  )
}

function NewPasskey({ onMade }: { onMade: (codes: string[]) => Promise<unknown> }) {
  const { t } = useTranslation('account')
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const make = async () => {
    const begun = await beginPasskey({ throwOnError: true })
    const credential = await makePasskey(begun.data.options)
    const made = await addPasskey({ body: { name: name.trim(), credential }, throwOnError: true })
    setName('')
    showSuccess(t('passkeys.added'))
    await onMade(made.data.recovery_codes)
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(!name.trim())
    setError(undefined)
    if (!name.trim()) return
    setBusy(true)
    await make().catch((caught: unknown) => !isGivenUp(caught) && setError(caught))
    setBusy(false)
  }
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      {isThereAlready(error) && <p className="flush">{t('passkeys.there_already')}</p>}
      {error !== undefined && !isThereAlready(error) && <InlineError error={error} />}
      <TextField
        label={t('passkeys.name')}
        description={t('passkeys.name_hint')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        error={missing ? t('passkeys.name_missing') : undefined}
      />
      <Button type="submit" variant="secondary" loading={busy}>
        {t('passkeys.add')}
      </Button>
    </form>
  )
}
