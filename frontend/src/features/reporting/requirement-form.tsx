import { zodResolver } from '@hookform/resolvers/zod'
import { Checkbox } from '@navikt/ds-react'
import { Controller, type Resolver, useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addReportingRequirement, changeReportingRequirement } from '../../api/indicators/sdk.gen'
import type { ReportingRequirementCreate, ReportingRequirementOut } from '../../api/indicators/types.gen'
import { zReportingRequirementCreate } from '../../api/indicators/zod.gen'
import { useLanguage } from '../../i18n'
import { searchOrganisations } from '../../lib/organisations'
import { searchPeople } from '../../lib/people'
import { useMay } from '../../lib/session'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { RowsInput } from '../../ui/form/rows-input'
import { kinds } from './kinds'
import { type SectionRow, TemplateInput, toldSections } from './template-input'

const rhythms = ['month', 'quarter', 'half_year', 'year', 'once', 'project', 'explicit'] as const

interface Row {
  starts_on: string | null
  ends_on: string | null
  due_on: string | null
}
interface Values extends Omit<ReportingRequirementCreate, 'organisation_ids' | 'periods' | 'sections'> {
  sections: SectionRow[]
  organisations: { id: string }[]
  rows: Row[]
}

const check = zodResolver(zReportingRequirementCreate) as unknown as Resolver<
  Values,
  unknown,
  ReportingRequirementCreate
>

/** What the service is told: only what belongs to the rhythm, and numbers as numbers. */
function told({ organisations, rows, ...values }: Values): Values {
  const named = values.rhythm === 'explicit'
  const spans = !named && values.rhythm !== 'project'
  return {
    ...values,
    organisation_ids: values.owed_by === 'organisations' ? organisations.map(({ id }) => id) : [],
    periods: named ? rows : [],
    starts_on: spans ? values.starts_on : null,
    ends_on: spans ? values.ends_on : null,
    days_to_report: Number(values.days_to_report),
    grace_days: Number(values.grace_days),
    responsible_id: values.responsible_id || null,
    signer_id: values.signer_id || null,
    sections: toldSections(values.sections),
    explain_from: String(values.explain_from ?? '').trim() === '' ? null : Number(values.explain_from),
  } as never
}

function start(known: ReportingRequirementOut | undefined, language: string): Values {
  return {
    kind: known?.kind ?? 'progress',
    title: known?.title ?? {},
    original_language: known?.original_language ?? (language as Values['original_language']),
    owed_by: known?.owed_by ?? 'lead_partners',
    organisations: known?.organisations.map(({ id }) => ({ id })) ?? [],
    rhythm: known?.rhythm ?? 'half_year',
    starts_on: known?.starts_on ?? null,
    ends_on: known?.ends_on ?? null,
    rows:
      known?.rhythm === 'explicit'
        ? known.periods.map(({ is_agreed, due_on, ...days }) => ({
            ...days,
            due_on: is_agreed ? due_on : null,
          }))
        : [],
    days_to_report: known?.days_to_report ?? 30,
    grace_days: known?.grace_days ?? 0,
    responsible_id: known?.responsible?.id ?? null,
    signer_id: known?.signer?.id ?? null,
    parts: known?.parts ?? [],
    sections: known?.sections ?? [],
    explain_from: known?.explain_from ?? null,
    explain_behind: known?.explain_behind ?? false,
    partners_draft: known?.partners_draft ?? false,
  }
}

interface RequirementFormProps {
  programmeId: string
  known?: ReportingRequirementOut | undefined
  onSaved: () => Promise<void>
  onClose: () => void
}

/** A kind of report that is asked for: of whom, how often, until when. */
export function RequirementForm({ programmeId, known, onSaved, onClose }: RequirementFormProps) {
  const { t } = useTranslation('reporting')
  const form = useForm<Values, unknown, ReportingRequirementCreate>({
    defaultValues: start(known, useLanguage()),
    resolver: (values, ...rest) => check(told(values), ...rest),
  })
  const { rhythm, owed_by } = useWatch({ control: form.control })
  const save = async (body: ReportingRequirementCreate) => {
    if (known) {
      const { kind: _kind, owed_by: _owedBy, ...changes } = body
      await changeReportingRequirement({
        path: { reporting_requirement_id: known.id },
        headers: { 'if-match': `"${known.version}"` },
        body: changes,
        throwOnError: true,
      })
    } else {
      await addReportingRequirement({ path: { programme_id: programmeId }, body, throwOnError: true })
    }
    await onSaved()
  }
  const options = <Key extends string>(keys: readonly Key[], label: (key: Key) => string) =>
    keys.map((key) => (
      <option key={key} value={key}>
        {label(key)}
      </option>
    ))
  return (
    <section aria-label={t(known ? 'asked.change' : 'asked.add')}>
      <ErrorSummaryForm form={form} submit={t('asked.save')} onSubmit={save} onCancel={onClose} guard={false}>
        <SelectInput name="kind" label={t('kind_of')} readOnly={!!known}>
          {options(kinds, (key) => t(`kind.${key}`))}
        </SelectInput>
        <LocalisedInput name="title" label={t('asked.name')} />
        <OriginalLanguageInput />
        <SelectInput name="owed_by" label={t('asked.owed_by')} readOnly={!!known}>
          {options(['lead_partners', 'organisations'] as const, (key) => t(`owed_by.${key}`))}
        </SelectInput>
        {owed_by === 'organisations' && <Organisations known={known} />}
        <SelectInput name="rhythm" label={t('asked.rhythm')}>
          {options(rhythms, (key) => t(`rhythm.${key}`))}
        </SelectInput>
        {rhythm === 'explicit' && <Periods />}
        {rhythm !== 'explicit' && rhythm !== 'project' && (
          <div className="form__row">
            <DateInput name="starts_on" label={t('asked.starts_on')} />
            <DateInput name="ends_on" label={t('asked.ends_on')} />
          </div>
        )}
        <div className="form__row">
          <TextInput name="days_to_report" label={t('asked.days_to_report')} inputMode="numeric" />
          <TextInput name="grace_days" label={t('asked.grace_days')} inputMode="numeric" />
        </div>
        <People known={known} />
        <Controller
          name="parts"
          control={form.control}
          render={({ field: { value, onChange } }) => (
            <Checkbox
              size="small"
              checked={value?.includes('values') ?? false}
              onChange={(event) => onChange(event.target.checked ? ['values'] : [])}
            >
              {t('asked.values_first')}
            </Checkbox>
          )}
        />
        <Controller
          name="partners_draft"
          control={form.control}
          render={({ field: { value, onChange } }) => (
            <Checkbox
              size="small"
              checked={Boolean(value)}
              onChange={(event) => onChange(event.target.checked)}
            >
              {t('asked.partners_draft')}
            </Checkbox>
          )}
        />
        <TextInput
          name="explain_from"
          label={t('asked.explain_from')}
          description={t('asked.explain_hint')}
          inputMode="numeric"
        />
        <Controller
          name="explain_behind"
          control={form.control}
          render={({ field: { value, onChange } }) => (
            <Checkbox
              size="small"
              checked={Boolean(value)}
              onChange={(event) => onChange(event.target.checked)}
            >
              {t('asked.explain_behind')}
            </Checkbox>
          )}
        />
        <TemplateInput />
      </ErrorSummaryForm>
    </section>
  )
}

function Organisations({ known }: Pick<RequirementFormProps, 'known'>) {
  const { t } = useTranslation('reporting')
  return (
    <RowsInput
      name="organisations"
      legend={t('asked.organisations')}
      add={t('asked.add_organisation')}
      remove={(number) => t('asked.remove_number', { number })}
      empty={() => ({ id: '' })}
    >
      {(row, number) => (
        <AsyncChoiceInput
          name={`${row}.id`}
          label={t('asked.organisation', { number })}
          searchKey="organisations"
          load={searchOrganisations}
          known={known?.organisations[number - 1]?.name}
        />
      )}
    </RowsInput>
  )
}

function Periods() {
  const { t } = useTranslation('reporting')
  return (
    <RowsInput
      name="rows"
      legend={t('asked.periods')}
      add={t('asked.add_period')}
      remove={(number) => t('asked.remove_number', { number })}
      empty={() => ({ starts_on: null, ends_on: null, due_on: null })}
      framed
    >
      {(row) => (
        <div className="form__row">
          <DateInput name={`${row}.starts_on`} label={t('asked.starts_on')} />
          <DateInput name={`${row}.ends_on`} label={t('asked.ends_on')} />
          <DateInput name={`${row}.due_on`} label={t('asked.due_on')} />
        </div>
      )}
    </RowsInput>
  )
}

/** Only for who may look up people: others leave it to the roles. */
function People({ known }: Pick<RequirementFormProps, 'known'>) {
  const { t } = useTranslation('reporting')
  if (!useMay('person.read')) return null
  return (
    <>
      <AsyncChoiceInput
        name="responsible_id"
        label={t('responsible')}
        description={t('asked.person_hint')}
        searchKey="people"
        load={searchPeople}
        known={known?.responsible?.display_name}
      />
      <AsyncChoiceInput
        name="signer_id"
        label={t('signer')}
        description={t('asked.person_hint')}
        searchKey="people"
        load={searchPeople}
        known={known?.signer?.display_name}
      />
    </>
  )
}
