import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { OrganisationCreate, OrganisationOut } from '../../api/registry/types.gen'
import { zOrganisationCreate } from '../../api/registry/zod.gen'
import { useCountries } from '../../lib/countries'
import { DecimalInput } from '../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { kinds } from './kinds'
import { AliasFields, IdentifierFields } from './name-fields'

export interface OrganisationFormProps {
  /** What is changed; without it a new organisation is registered. */
  organisation?: OrganisationOut
  submit: string
  onSubmit: (values: OrganisationCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  kind: string
  name: string
  country_code: string | null
  place: { name: string | null; latitude: string | null; longitude: string | null } | null
  website: string | null
  aliases: { name: string; language: string | null }[]
  identifiers: { scheme: string; value: string }[]
}

const valuesOf = (organisation?: OrganisationOut): FormValues => ({
  kind: organisation?.kind ?? 'municipality',
  name: organisation?.name ?? '',
  country_code: organisation?.country_code ?? null,
  place: organisation?.place ?? { name: null, latitude: null, longitude: null },
  website: organisation?.website ?? null,
  aliases: organisation?.aliases ?? [],
  identifiers: organisation?.identifiers ?? [],
})

/** A place without coordinates is no place: the service wants both or none. */
const withoutEmptyPlace = (values: FormValues) => {
  const { place } = values
  const given = place && (place.name || place.latitude || place.longitude)
  return given ? values : { ...values, place: null }
}

const checked = zodResolver(zOrganisationCreate)

export function OrganisationForm({ organisation, submit, onSubmit, onCancel }: OrganisationFormProps) {
  const { t } = useTranslation('organisations')
  const { choices } = useCountries()
  const form = useForm<FormValues, unknown, OrganisationCreate>({
    defaultValues: valuesOf(organisation),
    resolver: (values, context, options) =>
      checked(withoutEmptyPlace(values) as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={onSubmit} onCancel={onCancel}>
      <TextInput name="name" label={t('name')} description={t('name_hint')} autoComplete="off" />
      <SelectInput name="kind" label={t('kind')}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectInput>
      <SelectInput name="country_code" label={t('country')} optional>
        <option value="">{t('unknown')}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectInput>
      <AliasFields />
      <fieldset className="fields">
        <legend>{t('place')}</legend>
        <TextInput name="place.name" label={t('place_name')} optional />
        <div className="fields__row">
          <DecimalInput name="place.latitude" label={t('latitude')} description={t('latitude_hint')} />
          <DecimalInput name="place.longitude" label={t('longitude')} description={t('longitude_hint')} />
        </div>
      </fieldset>
      <TextInput name="website" label={t('website')} type="url" inputMode="url" optional />
      <IdentifierFields />
    </ErrorSummaryForm>
  )
}
