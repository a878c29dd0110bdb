import { BodyShort } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listCurrenciesOptions } from '../../api/registry/@tanstack/react-query.gen'
import type {
  Field,
  ImportOut,
  ImportSettings,
  ImportSettingsOut,
  ProgrammeListItem,
} from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { languageNames, languages } from '../../lib/languages'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { LinkButton } from '../../ui/link-button'
import { usePickText } from '../../ui/localised-view'
import { FileFacts } from './file-facts'
import { Preview } from './preview'
import { fields, needed } from './states'

const projectStatuses = ['planned', 'active', 'completed', 'standstill', 'cancelled'] as const

interface Values {
  columns: Record<Field, string>
  programme_id: string
  home_country: string
  currency: string
  decimal_mark: string
  title_language: string
  project_status: string
}

interface MappingFormProps {
  batch: ImportOut
  programmes: ProgrammeListItem[]
  onSubmit: (settings: ImportSettings) => Promise<unknown>
}

/** What the columns hold, and what the file does not say; filled in as far as it can be guessed. */
export function MappingForm({ batch, programmes, onSubmit }: MappingFormProps) {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  const known = batch.settings ?? batch.suggestion.remembered
  const form = useForm<Values>({ defaultValues: startValues(batch, known, programmes, language) })
  const columns = useWatch({ control: form.control, name: 'columns' })
  const chosen = new Map(
    fields.flatMap((field) => (columns[field] ? [[Number(columns[field]), field] as const] : [])),
  )
  return (
    <div className="import-mapping">
      <ErrorSummaryForm
        form={form}
        guard={false}
        submit={t('columns.submit')}
        onSubmit={(values) => onSubmit(settingsOf(values, known))}
      >
        <FileFacts batch={batch} />
        <Guess batch={batch} />
        <fieldset className="form__part">
          <legend>{t('columns.about')}</legend>
          <div className="form__row">
            {fields.map((field) => (
              <ColumnInput key={field} field={field} batch={batch} />
            ))}
          </div>
        </fieldset>
        <fieldset className="form__part">
          <legend>{t('columns.rest')}</legend>
          <RestInputs programmes={programmes} />
        </fieldset>
      </ErrorSummaryForm>
      <Preview batch={batch} chosen={chosen} />
    </div>
  )
}

function Guess({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  if (batch.settings) return null
  const remembered = batch.suggestion.remembered !== null
  return <BodyShort>{remembered ? t('columns.remembered') : t('columns.suggested')}</BodyShort>
}

function ColumnInput({ field, batch }: { field: Field; batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const must = needed.includes(field)
  const label = t(`field.${field}`)
  return (
    <SelectInput name={`columns.${field}`} label={must ? label : t('columns.optional', { label })}>
      <option value="">{must ? t('columns.choose') : t('columns.not_in_file')}</option>
      {batch.columns.map(({ index, letter, header }) => (
        <option key={index} value={String(index)}>
          {`${letter}  ${header}`}
        </option>
      ))}
    </SelectInput>
  )
}

function RestInputs({ programmes }: { programmes: ProgrammeListItem[] }) {
  const { t } = useTranslation(['imports', 'projects'])
  const pick = usePickText()
  const { choices } = useCountries()
  const { data: currencies } = useQuery({ ...listCurrenciesOptions(), staleTime: Number.POSITIVE_INFINITY })
  return (
    <>
      {programmes.length === 0 && (
        <BodyShort>
          {t('columns.no_programme')} <LinkButton to="/programmes/new">{t('columns.programme')}</LinkButton>
        </BodyShort>
      )}
      <SelectInput
        name="programme_id"
        label={t('columns.programme')}
        description={t('columns.programme_hint')}
      >
        <option value="">{t('columns.choose_programme')}</option>
        {programmes.map(({ id, title, original_language }) => (
          <option key={id} value={id}>
            {pick(title, original_language)}
          </option>
        ))}
      </SelectInput>
      <div className="form__row">
        <SelectInput
          name="home_country"
          label={t('columns.home_country')}
          description={t('columns.home_country_hint')}
        >
          <option value="">{t('columns.none')}</option>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectInput>
        <SelectInput name="currency" label={t('columns.currency')} description={t('columns.currency_hint')}>
          <option value="">{t('columns.none')}</option>
          {(currencies?.items ?? []).map(({ code, name }) => (
            <option key={code} value={code}>
              {`${code}  ${pick(name)}`}
            </option>
          ))}
        </SelectInput>
        <SelectInput name="decimal_mark" label={t('columns.decimal_mark')}>
          <option value="">{t('columns.decimal_auto')}</option>
          <option value=",">{t('columns.decimal_comma')}</option>
          <option value=".">{t('columns.decimal_point')}</option>
        </SelectInput>
        <SelectInput name="title_language" label={t('columns.title_language')}>
          {languages.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {languageNames[tag]}
            </option>
          ))}
        </SelectInput>
        <SelectInput name="project_status" label={t('columns.project_status')}>
          {projectStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`projects:statuses.${status}`)}
            </option>
          ))}
        </SelectInput>
      </div>
    </>
  )
}

function startValues(
  batch: ImportOut,
  known: ImportSettingsOut | null,
  programmes: ProgrammeListItem[],
  language: string,
): Values {
  const found = known?.columns ?? batch.suggestion.columns
  const columns = Object.fromEntries(
    fields.map((field) => [field, found[field] === undefined ? '' : String(found[field])]),
  ) as Record<Field, string>
  const only = programmes.length === 1 ? programmes[0]?.id : undefined
  const remembered = programmes.find(({ id }) => id === known?.programme_id)?.id
  return {
    columns,
    programme_id: remembered ?? only ?? '',
    home_country:
      known?.home_country ?? (known ? '' : language === 'bs' ? 'BA' : language === 'pl' ? 'PL' : 'NO'),
    currency: known?.currency ?? batch.suggestion.currency ?? '',
    decimal_mark: known?.decimal_mark ?? '',
    title_language: known?.title_language ?? language,
    project_status: known?.project_status ?? 'active',
  }
}

function settingsOf(values: Values, known: ImportSettingsOut | null): ImportSettings {
  const columns = Object.fromEntries(
    Object.entries(values.columns).flatMap(([field, index]) =>
      index === '' ? [] : [[field, Number(index)]],
    ),
  )
  return {
    columns,
    programme_id: values.programme_id,
    home_country: values.home_country || null,
    currency: values.currency || null,
    decimal_mark: (values.decimal_mark || null) as ImportSettings['decimal_mark'] & (string | null),
    title_language: values.title_language as NonNullable<ImportSettings['title_language']>,
    project_status: values.project_status as NonNullable<ImportSettings['project_status']>,
    name_decisions: (known?.name_decisions ?? []) as NonNullable<ImportSettings['name_decisions']>,
    country_decisions: known?.country_decisions ?? [],
    create_unknown_as: known?.create_unknown_as ?? null,
  }
}
