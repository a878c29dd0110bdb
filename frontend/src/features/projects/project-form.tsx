import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useForm, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  listNetworksOptions,
  listProgrammesOptions,
  listThemesOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ProjectCreate, ProjectOut } from '../../api/registry/types.gen'
import { zProjectCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import type { LocalisedText } from '../../lib/languages'
import { ManyChoicesInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { ReasonInput, reasonIn } from '../../ui/form/reason-input'
import { usePickText } from '../../ui/localised-view'
import { ComponentRows, ObjectiveRows, RoleRows } from './project-rows'
import { statuses } from './statuses'

export interface ProjectFormProps {
  /** What is changed; without it a new project is registered. */
  project?: ProjectOut
  /** The programme that a new project is registered in, when it is known. */
  programme?: string | undefined
  /** The fields that may be changed; left out where all may. */
  editable?: string[] | undefined
  submit: string
  onSubmit: (values: ProjectCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  programme_id: string
  network_id: string | null
  code: string
  title: LocalisedText
  summary: LocalisedText | null
  original_language: string
  status: string
  starts_on: string | null
  ends_on: string | null
  countries: string[]
  theme_ids: string[]
  objectives: { id: string | null; kind: string; text: LocalisedText }[]
  roles: { organisation_id: string; role: string; position: number | null }[]
  components: { id: string | null; title: LocalisedText; position: number | null }[]
}

const fresh = (programme: string | undefined, language: string): FormValues => ({
  programme_id: programme ?? '',
  network_id: null,
  code: '',
  title: {},
  summary: {},
  original_language: language,
  status: 'planned',
  starts_on: null,
  ends_on: null,
  countries: [],
  theme_ids: [],
  objectives: [],
  roles: [],
  components: [],
})

const valuesOf = (project: ProjectOut): FormValues => ({
  programme_id: project.programme.id,
  network_id: project.network?.id ?? null,
  code: project.code,
  title: project.title,
  summary: project.summary ?? {},
  original_language: project.original_language,
  status: project.status,
  starts_on: project.starts_on,
  ends_on: project.ends_on,
  countries: project.countries,
  theme_ids: project.themes.map(({ id }) => id),
  objectives: project.objectives,
  roles: project.roles.map(({ organisation, role, position }) => ({
    organisation_id: organisation.id,
    role,
    position,
  })),
  components: project.components,
})

/** What was left empty is nothing. */
const withoutEmpty = (values: FormValues) => ({
  ...values,
  network_id: values.network_id || null,
  summary: Object.keys(values.summary ?? {}).length > 0 ? values.summary : null,
})

const checked = zodResolver(zProjectCreate)

export function ProjectForm({ project, programme, editable, submit, onSubmit, onCancel }: ProjectFormProps) {
  const { t } = useTranslation('projects')
  const language = useLanguage()
  const form = useForm<FormValues, unknown, ProjectCreate>({
    defaultValues: project ? valuesOf(project) : fresh(programme, language),
    resolver: (values, context, options) =>
      checked(withoutEmpty(values) as never, context, options as never) as never,
  })
  const may = (field: string) => !editable || editable.includes(field)
  const send = (values: ProjectCreate) =>
    onSubmit({
      ...Object.fromEntries(Object.entries(values).filter(([field]) => may(field))),
      ...reasonIn(form as never),
    } as ProjectCreate)
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={send} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.about')}</legend>
        {may('programme_id') && <ProgrammeInput />}
        {may('network_id') && <NetworkInput />}
        {may('code') && (
          <TextInput name="code" label={t('code')} description={t('form.code_hint')} autoComplete="off" />
        )}
        {!may('code') && <p className="flush subtle">{t('form.of_the_programme')}</p>}
        <LocalisedInput name="title" label={t('name')} />
        <LocalisedInput name="summary" label={t('summary')} multiline />
        <OriginalLanguageInput />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.when')}</legend>
        <WhenAndWhere />
        {project && (
          <ReasonInput<FormValues>
            when={({ status }) => status !== project.status && ['standstill', 'cancelled'].includes(status)}
          />
        )}
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('form.who')}</legend>
        {may('roles') && <RoleRows project={project} />}
        <ComponentRows />
        <ObjectiveRows />
      </fieldset>
    </ErrorSummaryForm>
  )
}

function ProgrammeInput() {
  const { t } = useTranslation('projects')
  const pick = usePickText()
  const { data } = useQuery({ ...listProgrammesOptions({ query: { limit: 200 } }), staleTime: 60_000 })
  const none = data?.items.length === 0
  return (
    <SelectInput
      // The browser forgets the choice while there are no options: it is made again when they come.
      key={data ? 'there' : 'coming'}
      name="programme_id"
      label={t('programme')}
      description={none ? t('form.no_programme') : t('form.programme_hint')}
    >
      <option value="">{t('form.choose_programme')}</option>
      {data?.items.map(({ id, title, original_language }) => (
        <option key={id} value={id}>
          {pick(title, original_language)}
        </option>
      ))}
    </SelectInput>
  )
}

/** The network of the programme whose work the project is; nothing where the programme has none. */
function NetworkInput() {
  const { t } = useTranslation('projects')
  const pick = usePickText()
  const programme = String(useWatch({ name: 'programme_id' }) ?? '')
  const chosen = useWatch({ name: 'network_id' })
  const { setValue } = useFormContext()
  const { data } = useQuery({
    ...listNetworksOptions({ query: { programme, limit: 200, include_archived: true } }),
    enabled: programme !== '',
    staleTime: 60_000,
  })
  const offered = data?.items.filter(({ id, archived }) => !archived || id === chosen) ?? []
  // A network stays behind in the programme that the project leaves.
  const left = chosen && data && !data.next_cursor && !offered.some(({ id }) => id === chosen)
  useEffect(() => {
    if (left) setValue('network_id', null)
  }, [left, setValue])
  if (offered.length === 0) return null
  return (
    <SelectInput key={programme} name="network_id" label={t('network')} optional>
      <option value="">{t('form.no_network')}</option>
      {offered.map(({ id, code, name, original_language }) => (
        <option key={id} value={id}>
          {code} {pick(name, original_language)}
        </option>
      ))}
    </SelectInput>
  )
}

function WhenAndWhere() {
  const { t } = useTranslation('projects')
  const pick = usePickText()
  const { choices } = useCountries()
  const { data } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  return (
    <>
      <SelectInput name="status" label={t('status')}>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t(`statuses.${status}`)}
          </option>
        ))}
      </SelectInput>
      <div className="form__row">
        <DateInput name="starts_on" label={t('starts_on')} />
        <DateInput name="ends_on" label={t('ends_on')} />
      </div>
      <ManyChoicesInput
        name="countries"
        label={t('countries')}
        description={t('form.countries_hint')}
        options={choices}
      />
      <ManyChoicesInput
        name="theme_ids"
        label={t('themes')}
        options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) }))}
      />
    </>
  )
}
