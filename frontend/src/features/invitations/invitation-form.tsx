import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { InvitationCreate } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { languageNames, languages } from '../../lib/languages'
import { searchOrganisations } from '../../lib/organisations'
import { asRole, type RoleValues } from '../../lib/roles'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextAreaInput, TextInput } from '../../ui/form/fields'
import { RoleFields } from '../../ui/form/role-fields'
import { RowsInput } from '../../ui/form/rows-input'

interface FormValues {
  email: string
  organisation_id: string | null
  title: string | null
  roles: RoleValues[]
  language: string
  message: string | null
  valid_days: string
}

const fresh = (): RoleValues => ({
  role: 'contributor',
  scope_type: 'project',
  scope_id: null,
  valid_to: null,
})
const asBody = (values: FormValues) => ({
  ...values,
  organisation_id: values.organisation_id || null,
  roles: values.roles.map(asRole),
  valid_days: Number(values.valid_days),
})
const lifetimes = [3, 7, 14, 30, 60]

interface InvitationFormProps {
  onSubmit: (body: InvitationCreate) => Promise<unknown>
  onCancel: () => void
}

export function InvitationForm({ onSubmit, onCancel }: InvitationFormProps) {
  const { t } = useTranslation('invitations')
  const language = useLanguage()
  const form = useForm<FormValues>({
    defaultValues: {
      email: '',
      organisation_id: null,
      title: null,
      roles: [fresh()],
      language,
      message: null,
      valid_days: '14',
    },
  })
  return (
    <ErrorSummaryForm
      form={form}
      submit={t('send')}
      onSubmit={(values) => onSubmit(asBody(values) as InvitationCreate)}
      onCancel={onCancel}
    >
      <TextInput name="email" label={t('email')} type="email" inputMode="email" autoComplete="off" />
      <AsyncChoiceInput
        name="organisation_id"
        label={t('organisation')}
        description={t('organisation_hint')}
        searchKey="organisations"
        load={searchOrganisations}
      />
      <TextInput name="title" label={t('title_there')} description={t('title_there_hint')} optional />
      <RowsInput
        name="roles"
        legend={t('roles')}
        hint={t('roles_hint')}
        add={t('add_role')}
        remove={(number) => t('remove_role', { number })}
        empty={fresh}
        framed
      >
        {(row) => <RoleFields at={row} />}
      </RowsInput>
      <SelectInput name="language" label={t('language')} description={t('language_hint')}>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </SelectInput>
      <TextAreaInput name="message" label={t('message')} description={t('message_hint')} optional />
      <SelectInput name="valid_days" label={t('good_for')}>
        {lifetimes.map((days) => (
          <option key={days} value={days}>
            {t('days', { count: days })}
          </option>
        ))}
      </SelectInput>
    </ErrorSummaryForm>
  )
}
