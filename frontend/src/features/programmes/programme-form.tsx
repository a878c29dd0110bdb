import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listThemesOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { ProgrammeCreate, ProgrammeOut } from '../../api/registry/types.gen'
import { zProgrammeCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput, ManyChoicesInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { RowsInput } from '../../ui/form/rows-input'
import { usePickText } from '../../ui/localised-view'
import { roleKinds } from './role-kinds'

export interface ProgrammeFormProps {
  /** What is changed; without it a new programme is registered. */
  programme?: ProgrammeOut
  submit: string
  onSubmit: (values: ProgrammeCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  code: string
  title: LocalisedText
  description: LocalisedText | null
  funding_scheme: LocalisedText | null
  original_language: string
  starts_on: string | null
  ends_on: string | null
  goals: { id: string | null; text: LocalisedText }[]
  theme_ids: string[]
  roles: { organisation_id: string; role: string }[]
}

const fresh = (language: string): FormValues => ({
  code: '',
  title: {},
  description: {},
  funding_scheme: {},
  original_language: language,
  starts_on: null,
  ends_on: null,
  goals: [],
  theme_ids: [],
  roles: [],
})

const valuesOf = (programme: ProgrammeOut): FormValues => ({
  code: programme.code,
  title: programme.title,
  description: programme.description ?? {},
  funding_scheme: programme.funding_scheme ?? {},
  original_language: programme.original_language,
  starts_on: programme.starts_on,
  ends_on: programme.ends_on,
  goals: programme.goals,
  theme_ids: programme.themes.map(({ id }) => id),
  roles: programme.roles.map(({ organisation, role }) => ({ organisation_id: organisation.id, role })),
})

/** A text in no language at all is no text. */
const orNull = (text: LocalisedText | null) => (Object.keys(text ?? {}).length > 0 ? text : null)
const withoutEmptyTexts = (values: FormValues) => ({
  ...values,
  description: orNull(values.description),
  funding_scheme: orNull(values.funding_scheme),
})

const checked = zodResolver(zProgrammeCreate)

export function ProgrammeForm({ programme, submit, onSubmit, onCancel }: ProgrammeFormProps) {
  const { t } = useTranslation('programmes')
  const language = useLanguage()
  const pick = usePickText()
  const { data } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  const form = useForm<FormValues, unknown, ProgrammeCreate>({
    defaultValues: programme ? valuesOf(programme) : fresh(language),
    resolver: (values, context, options) =>
      checked(withoutEmptyTexts(values) as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={onSubmit} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.about')}</legend>
        <TextInput name="code" label={t('code')} description={t('form.code_hint')} autoComplete="off" />
        <LocalisedInput name="title" label={t('name')} />
        <LocalisedInput name="description" label={t('description')} multiline />
        <OriginalLanguageInput />
        <GoalRows />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.frame')}</legend>
        <div className="form__row">
          <DateInput name="starts_on" label={t('starts_on')} />
          <DateInput name="ends_on" label={t('ends_on')} />
        </div>
        <LocalisedInput name="funding_scheme" label={t('funding_scheme')} multiline />
        <ManyChoicesInput
          name="theme_ids"
          label={t('themes')}
          options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) }))}
        />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.who')}</legend>
        <RoleRows programme={programme} />
      </fieldset>
    </ErrorSummaryForm>
  )
}

function GoalRows() {
  const { t } = useTranslation('programmes')
  return (
    <RowsInput
      name="goals"
      legend={t('goals')}
      hint={t('form.goals_hint')}
      add={t('form.add_goal')}
      remove={(number) => t('form.remove', { what: t('form.goal_number', { number }) })}
      empty={() => ({ id: null, text: {} })}
      framed
    >
      {(row, number) => (
        <LocalisedInput name={`${row}.text`} label={t('form.goal_number', { number })} multiline />
      )}
    </RowsInput>
  )
}

function RoleRows({ programme }: { programme: ProgrammeOut | undefined }) {
  const { t } = useTranslation('programmes')
  const { getValues } = useFormContext()
  const names = new Map(programme?.roles.map(({ organisation }) => [organisation.id, organisation.name]))
  return (
    <RowsInput
      name="roles"
      legend={t('roles')}
      hint={t('form.roles_hint')}
      add={t('form.add_role')}
      remove={(number) => t('form.remove', { what: t('form.organisation_number', { number }) })}
      empty={() => ({ organisation_id: '', role: 'funder' })}
    >
      {(row, number) => (
        <>
          <AsyncChoiceInput
            name={`${row}.organisation_id`}
            label={t('form.organisation_number', { number })}
            searchKey="organisations"
            load={searchOrganisations}
            known={names.get(String(getValues(`${row}.organisation_id`)))}
          />
          <SelectInput name={`${row}.role`} label={t('form.role_number', { number })}>
            {roleKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`role.${kind}`)}
              </option>
            ))}
          </SelectInput>
        </>
      )}
    </RowsInput>
  )
}
