import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listProgrammesOptions, listThemesOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { NetworkCreate, NetworkOut } from '../../api/registry/types.gen'
import { zNetworkCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput, ManyChoicesInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { usePickText } from '../../ui/localised-view'

export interface NetworkFormProps {
  /** What is changed; without it a new network is registered. */
  network?: NetworkOut
  /** The fields that may be changed; left out where all may. */
  editable?: string[] | undefined
  submit: string
  onSubmit: (values: NetworkCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  programme_id: string
  code: string
  name: LocalisedText
  description: LocalisedText | null
  original_language: string
  starts_on: string | null
  ends_on: string | null
  lead_organisation_id: string | null
  theme_ids: string[]
}

const valuesOf = (network: NetworkOut | undefined, language: string): FormValues => ({
  programme_id: network?.programme.id ?? '',
  code: network?.code ?? '',
  name: network?.name ?? {},
  description: network?.description ?? {},
  original_language: network?.original_language ?? language,
  starts_on: network?.starts_on ?? null,
  ends_on: network?.ends_on ?? null,
  lead_organisation_id: network?.lead?.id ?? null,
  theme_ids: network?.themes.map(({ id }) => id) ?? [],
})

/** What was left empty is nothing. */
const withoutEmpty = (values: FormValues) => ({
  ...values,
  lead_organisation_id: values.lead_organisation_id || null,
  description: Object.keys(values.description ?? {}).length > 0 ? values.description : null,
})

const checked = zodResolver(zNetworkCreate)

export function NetworkForm({ network, editable, submit, onSubmit, onCancel }: NetworkFormProps) {
  const { t } = useTranslation('networks')
  const language = useLanguage()
  const form = useForm<FormValues, unknown, NetworkCreate>({
    defaultValues: valuesOf(network, language),
    resolver: (values, context, options) =>
      checked(withoutEmpty(values) as never, context, options as never) as never,
  })
  const may = (field: string) => !editable || editable.includes(field)
  const send = (values: NetworkCreate) =>
    onSubmit(
      Object.fromEntries(Object.entries(values).filter(([field]) => may(field))) as unknown as NetworkCreate,
    )
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={send} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="sr-only">{t('about')}</legend>
        {!network && <ProgrammeInput />}
        {may('code') ? (
          <TextInput name="code" label={t('code')} description={t('code_hint')} autoComplete="off" />
        ) : (
          <p className="flush subtle">{t('of_the_programme')}</p>
        )}
        <LocalisedInput name="name" label={t('name')} />
        <LocalisedInput name="description" label={t('description')} multiline />
        <OriginalLanguageInput />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('frame')}</legend>
        <div className="form__row">
          <DateInput name="starts_on" label={t('starts_on')} />
          <DateInput name="ends_on" label={t('ends_on')} />
        </div>
        <ThemesInput />
        {may('lead_organisation_id') && (
          <AsyncChoiceInput
            name="lead_organisation_id"
            label={t('lead_organisation')}
            description={t('lead_hint')}
            searchKey="organisations"
            load={searchOrganisations}
            known={network?.lead?.name}
          />
        )}
      </fieldset>
    </ErrorSummaryForm>
  )
}

function ProgrammeInput() {
  const { t } = useTranslation('networks')
  const pick = usePickText()
  const { data } = useQuery({ ...listProgrammesOptions({ query: { limit: 200 } }), staleTime: 60_000 })
  return (
    <SelectInput
      // The browser forgets the choice while there are no options: it is made again when they come.
      key={data ? 'there' : 'coming'}
      name="programme_id"
      label={t('programme')}
      description={t('programme_hint')}
    >
      <option value="">{t('choose_programme')}</option>
      {data?.items.map(({ id, title, original_language }) => (
        <option key={id} value={id}>
          {pick(title, original_language)}
        </option>
      ))}
    </SelectInput>
  )
}

function ThemesInput() {
  const { t } = useTranslation('networks')
  const pick = usePickText()
  const { data } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  return (
    <ManyChoicesInput
      name="theme_ids"
      label={t('themes')}
      options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) }))}
    />
  )
}
