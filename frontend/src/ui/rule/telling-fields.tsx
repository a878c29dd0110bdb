import { useQuery } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { ManyChoicesInput } from '../form/choice-inputs'
import { SelectInput, TextInput } from '../form/fields'
import { LocalisedInput } from '../form/localised-input'
import { usePickText } from '../localised-view'
import { axesQuery } from './axes-query'
import { useChoices } from './choices-query'
import { frequencies } from './rule-words'

/** By what figures are broken down: up to three axes of the libraries that one sees. */
export function AxesInput({ programmeId }: { programmeId?: string | null | undefined }) {
  const { t } = useTranslation('library')
  const pick = usePickText()
  const kind = useWatch({ name: 'kind' })
  const { data } = useQuery(axesQuery(programmeId))
  if (!useChoices().find((choices) => choices.kind === kind)?.has_axes) return null
  return (
    <ManyChoicesInput
      name="axis_ids"
      label={t('fields.axis_ids')}
      description={t('axes_hint')}
      options={(data?.items ?? []).map(({ id, name, original_language }) => ({
        value: id,
        label: pick(name, original_language),
      }))}
    />
  )
}

/** Where values come from, and what they are held against elsewhere. */
export function TellingFields() {
  const { t } = useTranslation('library')
  return (
    <>
      <LocalisedInput name="description" label={t('fields.description')} multiline />
      <LocalisedInput name="source" label={t('fields.source')} />
      <LocalisedInput name="method" label={t('fields.method')} multiline />
      <SelectInput name="frequency" label={t('fields.frequency')} optional>
        <option value="">{t('frequencies.open')}</option>
        {frequencies.map((value) => (
          <option key={value} value={value}>
            {t(`frequencies.${value}`)}
          </option>
        ))}
      </SelectInput>
      <LocalisedInput
        name="responsible"
        label={t('fields.responsible')}
        description={t('responsible_hint')}
      />
      <div className="form__row">
        <TextInput name="sdg" label={t('fields.sdg')} description={t('sdg_hint')} autoComplete="off" />
        <TextInput name="dac" label={t('fields.dac')} description={t('dac_hint')} autoComplete="off" />
      </div>
      <LocalisedInput name="note" label={t('fields.note')} multiline />
    </>
  )
}
