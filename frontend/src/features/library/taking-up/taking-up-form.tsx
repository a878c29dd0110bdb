import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { DefinitionOut, SuccessionCreate, VersionOut } from '../../../api/indicators/types.gen'
import { zSuccessionCreate } from '../../../api/indicators/zod.gen'
import { useLanguage } from '../../../i18n'
import { searchThings } from '../../../lib/things'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { DateInput } from '../../../ui/form/date-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { TextInput } from '../../../ui/form/fields'
import type { Wanted } from './use-taking-up'

interface Values {
  programme_id: string
  starts_on: string | null
  reason: string
}

interface TakingUpFormProps {
  definition: DefinitionOut
  version: VersionOut
  onLook: (wanted: Wanted) => Promise<unknown>
  /** What was shown is no longer what would be done. */
  onChange: () => void
  onCancel: () => void
}

const checked = zodResolver(zSuccessionCreate)

/** Whose indicators go by the version, from which day on, and why. */
export function TakingUpForm({ definition, version, onLook, onChange, onCancel }: TakingUpFormProps) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const own = definition.programme?.id
  const form = useForm<Values, unknown, Wanted>({
    defaultValues: { programme_id: own ?? '', starts_on: null, reason: '' },
    resolver: async ({ programme_id, ...values }, context, options) => {
      const body = { ...values, definition_version_id: version.id }
      const told = await checked(body as SuccessionCreate, context, options as never)
      if (programme_id) return { ...told, values: { ...told.values, programme_id } } as never
      const missing = { type: 'missing', message: '' }
      return { values: {}, errors: { programme_id: missing, ...told.errors } } as never
    },
  })
  const { subscribe } = form
  useEffect(() => subscribe({ formState: { values: true }, callback: onChange }), [subscribe, onChange])
  return (
    <ErrorSummaryForm
      form={form}
      submit={t('take_up.look')}
      onSubmit={onLook}
      onCancel={onCancel}
      guard={false}
    >
      {own === undefined && (
        <AsyncChoiceInput
          name="programme_id"
          label={t('programme')}
          searchKey={`programmes:${language}`}
          load={searchThings('programme', language)}
        />
      )}
      <DateInput name="starts_on" label={t('break.starts_on')} description={t('take_up.starts_on_hint')} />
      <TextInput
        name="reason"
        label={t('break.reason')}
        description={t('take_up.reason_hint')}
        autoComplete="off"
      />
    </ErrorSummaryForm>
  )
}
