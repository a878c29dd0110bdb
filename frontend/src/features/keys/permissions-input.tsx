import { Checkbox, CheckboxGroup } from '@navikt/ds-react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../lib/session'
import { useFormField } from '../../ui/form/field-labels'
import { usePermissionWords } from './permission-words'
import { permissionGroups } from './permissions'

/** What the program may do: no more than the person who gives it. */
export function PermissionsInput({ name }: { name: string }) {
  const { t } = useTranslation('keys')
  const label = t('permissions')
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const words = usePermissionWords()
  const groups = permissionGroups(useSession()?.permissions ?? [])
  const chosen = (field.value ?? []) as string[]
  const choose = (ofGroup: string[], picked: string[]) =>
    field.onChange([...chosen.filter((one) => !ofGroup.includes(one)), ...picked])
  return (
    <fieldset className="fields" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{label}</legend>
      <p className="flush small subtle">{t('permissions_hint')}</p>
      <div className="key-permissions">
        {groups.map(({ subject, permissions }) => (
          <CheckboxGroup
            key={subject}
            size="small"
            legend={words.subject(subject)}
            value={chosen.filter((one) => permissions.includes(one))}
            onChange={(picked: string[]) => choose(permissions, picked)}
          >
            {permissions.map((permission) => (
              <Checkbox key={permission} value={permission}>
                {words.action(permission)}
              </Checkbox>
            ))}
          </CheckboxGroup>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="aksel-error-message aksel-error-message--show-icon flush">
          {error}
        </p>
      )}
    </fieldset>
  )
}
