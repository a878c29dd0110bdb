import { Button, TextField } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renamePasskeyMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { PasskeyOut } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'

interface PasskeyNameProps {
  passkey: PasskeyOut
  onChanged: () => Promise<unknown>
  onDone: () => void
}

/** A better name for a passkey, in the place of its row. */
export function PasskeyName({ passkey, onChanged, onDone }: PasskeyNameProps) {
  const { t } = useTranslation(['account', 'common'])
  const [name, setName] = useState(passkey.name)
  const [missing, setMissing] = useState(false)
  const rename = useMutation({
    ...renamePasskeyMutation(),
    onSuccess: async () => {
      await onChanged()
      showSuccess(t('passkeys.renamed'))
      onDone()
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!name.trim())
    if (name.trim()) rename.mutate({ path: { passkey_id: passkey.id }, body: { name: name.trim() } })
  }
  const leave = ({ key }: KeyboardEvent) => key === 'Escape' && onDone()
  return (
    <form noValidate onSubmit={send} onKeyDown={leave}>
      {rename.error && <InlineError error={rename.error} />}
      <TextField
        size="small"
        label={t('passkeys.name')}
        value={name}
        maxLength={100}
        // It takes the place of the button that was pressed.
        autoFocus
        onChange={(event) => setName(event.target.value)}
        error={missing ? t('passkeys.name_missing') : undefined}
      />
      <div className="account-actions">
        <Button size="small" type="submit" loading={rename.isPending}>
          {t('passkeys.save_name')}
        </Button>
        <Button size="small" variant="tertiary" onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}
