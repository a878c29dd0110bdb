import { Checkbox } from '@navikt/ds-react'
import { useController, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../../ui/form/date-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { useFormField } from '../../ui/form/field-labels'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'

const units = ['number', 'percent', 'currency', 'custom'] as const

/** What is measured, from where and to where. */
export function IndicatorFields() {
  const { t } = useTranslation('results')
  return (
    <>
      <LocalisedInput name="title" label={t('indicator_title')} />
      <UnitFields />
      <SelectInput name="direction" label={t('direction')}>
        <option value="increase">{t('directions.increase')}</option>
        <option value="decrease">{t('directions.decrease')}</option>
      </SelectInput>
      <fieldset className="fields">
        <legend>{t('baseline')}</legend>
        <p className="flush small subtle">{t('baseline_hint')}</p>
        <div className="form__row">
          <DecimalInput name="baseline_value" label={t('baseline_value')} />
          <DateInput name="baseline_on" label={t('baseline_on')} />
        </div>
        <LocalisedInput name="baseline_note" label={t('baseline_note')} />
      </fieldset>
      <fieldset className="fields">
        <legend>{t('target')}</legend>
        <div className="form__row">
          <DecimalInput name="target_value" label={t('target_value')} />
          <DateInput name="target_on" label={t('target_on')} />
        </div>
      </fieldset>
      <LocalisedInput name="source" label={t('source')} />
      <CheckInput name="is_synthetic" label={t('is_synthetic')} />
    </>
  )
}

function UnitFields() {
  const { t } = useTranslation('results')
  const unit = useWatch({ name: 'unit_kind' })
  return (
    <>
      <div className="form__row">
        {/* The service names the unit as a whole: what it refuses of it is shown here. */}
        <SelectInput name="unit_kind" label={t('unit')}>
          {units.map((value) => (
            <option key={value} value={value}>
              {t(`units.${value}`)}
            </option>
          ))}
        </SelectInput>
        {unit === 'currency' && (
          <TextInput name="currency" label={t('currency')} description={t('currency_hint')} maxLength={3} />
        )}
        <SelectInput name="decimals" label={t('decimals')}>
          {[0, 1, 2, 3, 4, 5, 6].map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </SelectInput>
      </div>
      {unit === 'custom' && (
        <LocalisedInput name="unit_name" label={t('unit_name')} description={t('unit_name_hint')} />
      )}
      {unit === 'percent' && <CheckInput name="allow_over_100" label={t('allow_over_100')} />}
    </>
  )
}

function CheckInput({ name, label }: { name: string; label: string }) {
  const { field } = useController({ name })
  const { id } = useFormField(name, label)
  return (
    <Checkbox
      id={id}
      size="small"
      checked={field.value === true}
      onBlur={field.onBlur}
      onChange={(event) => field.onChange(event.target.checked)}
    >
      {label}
    </Checkbox>
  )
}
