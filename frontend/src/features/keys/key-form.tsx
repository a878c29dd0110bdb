import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { MachineCreate } from '../../api/registry/types.gen'
import { zMachineCreate } from '../../api/registry/zod.gen'
import { useMay } from '../../lib/session'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextAreaInput, TextInput } from '../../ui/form/fields'
import { emptyKey, type KeyValues, lifetimes, sentValues } from './key-values'
import { PermissionsInput } from './permissions-input'
import { ScopesInput } from './scopes-input'
import './keys.css'

export interface KeyFormProps {
  onSubmit: (values: MachineCreate) => Promise<unknown>
  onCancel: () => void
}

const checked = zodResolver(zMachineCreate)

export function KeyForm({ onSubmit, onCancel }: KeyFormProps) {
  const { t } = useTranslation('keys')
  const manages = useMay('key.manage')
  const form = useForm<KeyValues, unknown, MachineCreate>({
    defaultValues: emptyKey,
    resolver: (values, context, options) =>
      checked(sentValues(values) as never, context, options as never) as never,
  })
  const kind = useWatch({ control: form.control, name: 'kind' })
  return (
    <ErrorSummaryForm form={form} submit={t('make')} onSubmit={onSubmit} onCancel={onCancel}>
      <TextInput name="name" label={t('name')} description={t('name_hint')} autoComplete="off" />
      {manages && (
        <SelectInput name="kind" label={t('kind')} description={t(`kind_hint.${kind}`)}>
          <option value="api_key">{t('kinds.api_key')}</option>
          <option value="client">{t('kinds.client')}</option>
        </SelectInput>
      )}
      <SelectInput name="lifetime_days" label={t('lifetime')} description={t('lifetime_hint')}>
        {lifetimes.map((count) => (
          <option key={count} value={count}>
            {t('days', { count })}
          </option>
        ))}
      </SelectInput>
      <PermissionsInput name="permissions" />
      <ScopesInput name="limited_to" />
      <TextAreaInput
        name="networks"
        label={t('networks')}
        description={t('networks_hint')}
        minRows={2}
        spellCheck={false}
      />
      {kind === 'client' && (
        <TextAreaInput
          name="public_keys"
          label={t('public_keys')}
          description={t('public_keys_hint')}
          minRows={3}
          spellCheck={false}
        />
      )}
    </ErrorSummaryForm>
  )
}
