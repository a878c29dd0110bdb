import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  listPartnershipsOptions,
  listProgrammesOptions,
  listProjectsOptions,
  listThemesOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PracticeCreate, PracticeOut } from '../../api/registry/types.gen'
import { zPracticeCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import { ManyChoicesInput } from '../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { usePickText } from '../../ui/localised-view'
import { kinds } from './queries'

interface PracticeFormProps {
  /** What is changed; without it something new is written down. */
  practice?: PracticeOut
  submit: string
  onSubmit: (values: PracticeCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  programme_id: string
  kind: string
  title: LocalisedText
  summary: LocalisedText
  text: LocalisedText | null
  original_language: string
  theme_ids: string[]
  project_ids: string[]
  partnership_ids: string[]
}

const ids = (things: { id: string }[] | undefined) => things?.map(({ id }) => id) ?? []

const valuesOf = (practice: PracticeOut | undefined, language: string): FormValues => ({
  programme_id: practice?.programme.id ?? '',
  kind: practice?.kind ?? 'good_practice',
  title: practice?.title ?? {},
  summary: practice?.summary ?? {},
  text: practice?.text ?? {},
  original_language: practice?.original_language ?? language,
  theme_ids: ids(practice?.themes),
  project_ids: ids(practice?.projects),
  partnership_ids: ids(practice?.partnerships),
})

/** What was left empty is nothing. */
const withoutEmpty = (values: FormValues) => ({
  ...values,
  text: Object.keys(values.text ?? {}).length > 0 ? values.text : null,
})

const checked = zodResolver(zPracticeCreate)
const some = { limit: 200 } as const

export function PracticeForm({ practice, submit, onSubmit, onCancel }: PracticeFormProps) {
  const { t } = useTranslation('practices')
  const language = useLanguage()
  const form = useForm<FormValues, unknown, PracticeCreate>({
    defaultValues: valuesOf(practice, language),
    resolver: (values, context, options) =>
      checked(withoutEmpty(values) as never, context, options as never) as never,
  })
  const programme = useWatch({ control: form.control, name: 'programme_id' })
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={onSubmit} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="sr-only">{t('about')}</legend>
        {!practice && <ProgrammeInput />}
        <SelectInput name="kind" label={t('kind_of')}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </SelectInput>
        <LocalisedInput name="title" label={t('title_of')} />
        <LocalisedInput name="summary" label={t('summary')} description={t('summary_hint')} multiline />
        <LocalisedInput name="text" label={t('text')} description={t('text_hint')} multiline />
        <OriginalLanguageInput />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('came_from')}</legend>
        <ThemesInput />
        <SourceInputs programme={programme} practice={practice} />
      </fieldset>
    </ErrorSummaryForm>
  )
}

function ProgrammeInput() {
  const { t } = useTranslation('practices')
  const pick = usePickText()
  const { data } = useQuery({ ...listProgrammesOptions({ query: some }), staleTime: 60_000 })
  return (
    // The browser forgets the choice while there are no options: it is made again when they come.
    <SelectInput key={data ? 'there' : 'coming'} name="programme_id" label={t('programme')}>
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
  const { t } = useTranslation('practices')
  const pick = usePickText()
  const { data } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) }))
  return <ManyChoicesInput name="theme_ids" label={t('themes')} options={options} />
}

/** The projects of the programme, and partnerships: where it came from. */
function SourceInputs({ programme, practice }: { programme: string; practice: PracticeOut | undefined }) {
  const { t } = useTranslation('practices')
  const pick = usePickText()
  const projects = useQuery({
    ...listProjectsOptions({ query: { ...some, programme } }),
    enabled: programme !== '',
    staleTime: 60_000,
  })
  const partnerships = useQuery({ ...listPartnershipsOptions({ query: some }), staleTime: 60_000 })
  const named = [...(projects.data?.items ?? []), ...(practice?.projects ?? [])].map(
    ({ id, code, title, original_language }) => ({
      value: id,
      label: `${code} ${pick(title, original_language)}`,
    }),
  )
  const bonds = [...(partnerships.data?.items ?? []), ...(practice?.partnerships ?? [])].map(
    ({ id, name }) => ({
      value: id,
      label: name,
    }),
  )
  return (
    <>
      <ManyChoicesInput name="project_ids" label={t('projects')} options={once(named)} />
      <ManyChoicesInput name="partnership_ids" label={t('partnerships')} options={once(bonds)} />
    </>
  )
}

const once = (options: { value: string; label: string }[]) => [
  ...new Map(options.map((option) => [option.value, option])).values(),
]
