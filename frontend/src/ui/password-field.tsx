import { EyeIcon, EyeSlashIcon } from '@navikt/aksel-icons'
import { Button, TextField } from '@navikt/ds-react'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface PasswordFieldProps {
  label: string
  autoComplete: 'current-password' | 'new-password'
  value: string
  onChange: (password: string) => void
  error?: string | undefined
  description?: string | undefined
  box?: Ref<HTMLInputElement>
}

/** A password that its owner may look at while typing. */
export function PasswordField({ onChange, box, ...field }: PasswordFieldProps) {
  const { t } = useTranslation('shell')
  const [shown, setShown] = useState(false)
  return (
    <div className="password-field">
      <TextField
        ref={box}
        type={shown ? 'text' : 'password'}
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        {...field}
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
