import './rule.css'
import { useEffect, useRef, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChoicesOut } from '../../api/indicators/types.gen'
import { DecimalInput } from '../form/decimal-input'
import { SelectInput, TextAreaInput, TextInput } from '../form/fields'
import { LocalisedInput } from '../form/localised-input'
import { RowsInput } from '../form/rows-input'
import { useChoices } from './choices-query'
import { type Chosen, type ChosenField, limit, mended, possible } from './combinations'
import { useRuleWords } from './rule-words'

/** All that decides how values are read and added up: nothing is offered that does not go together. */
export function RuleFields() {
  const { t } = useTranslation('library')
  const kinds = useChoices()
  const [chosen, round] = useChosen(kinds)
  const choices = kinds.find(({ kind }) => kind === chosen.kind)
  const options = possible(kinds, chosen)
  if (!choices || !options) return <p aria-busy="true" className="rule-fields--coming" />
  const has = (field: ChosenField) => options[field].length > 1
  return (
    <div className="stack rule-fields">
      <ChoiceInput name="kind" options={options.kind} chosen={chosen} />
      <UnitFields choices={choices} chosen={chosen} />
      {chosen.kind === 'formula' && (
        <TextAreaInput name="formula" label={t('fields.formula')} description={t('formula_hint')} />
      )}
      {choices.scale !== 'no' && <ScaleRows must={choices.scale === 'must'} />}
      {choices.has_bounds && <Bounds key={round} kind={chosen.kind} />}
      <ChoiceInput name="direction" options={options.direction} chosen={chosen} />
      {has('population') && <ChoiceInput name="population" options={options.population} chosen={chosen} />}
      <ChoiceInput name="cumulation" options={options.cumulation} chosen={chosen} />
      <ChoiceInput name="over_time" options={options.over_time} chosen={chosen} />
      <ChoiceInput name="over_children" options={options.over_children} chosen={chosen} />
    </div>
  )
}

/**
 * What is chosen now; what a choice leaves no room for becomes what it usually is. The number counts
 * the kinds that were chosen: the inputs for bounds read what they show once.
 */
function useChosen(kinds: ChoicesOut[]): [Chosen, number] {
  const { setValue } = useFormContext()
  const [kind, unit_kind, direction, population, cumulation, over_time, over_children] = useWatch({
    name: ['kind', 'unit_kind', 'direction', 'population', 'cumulation', 'over_time', 'over_children'],
  })
  const chosen: Chosen = { kind, unit_kind, direction, population, cumulation, over_time, over_children }
  const before = useRef(kind)
  const [round, setRound] = useState(0)
  useEffect(() => {
    for (const [field, value] of Object.entries(mended(kinds, chosen))) setValue(field, value)
    if (before.current === kind) return
    before.current = kind
    // A share of a whole is between nothing and all of it, unless one says otherwise.
    setValue('minimum', kind === 'percentage' ? '0' : null)
    setValue('maximum', kind === 'percentage' ? '100' : null)
    setRound((count) => count + 1)
  })
  return [chosen, round]
}

interface ChoiceInputProps {
  name: ChosenField
  options: string[]
  chosen: Chosen
}

/** One choice, with how it is counted in a sentence, and why there is nothing else to choose. */
function ChoiceInput({ name, options, chosen }: ChoiceInputProps) {
  const { t } = useTranslation('library')
  const words = useRuleWords()
  const label = t(`fields.${name}`)
  const missing = words.all(name).filter((option) => !options.includes(option))
  const note = name !== 'kind' && missing.length > 0
  return (
    <div className="rule-choice">
      <SelectInput name={name} label={label}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words.choice(name, option)}
          </option>
        ))}
      </SelectInput>
      <p className="flush small rule-choice__how" aria-live="polite">
        {words.how(name, chosen[name])}
      </p>
      {note && (
        <details className="small subtle">
          <summary>{t('not_here', { count: missing.length })}</summary>
          <p className="flush">
            {missing.map((option) => words.choice(name, option)).join(', ')}
            {': '}
            {t(`limits.${limit(name, chosen)}`)}
          </p>
        </details>
      )}
    </div>
  )
}

function UnitFields({ choices, chosen }: { choices: ChoicesOut; chosen: Chosen }) {
  const { t } = useTranslation('library')
  const words = useRuleWords()
  return (
    <>
      <div className="form__row">
        {choices.units.length > 1 && (
          <SelectInput name="unit_kind" label={t('fields.unit_kind')}>
            {choices.units.map((unit) => (
              <option key={unit} value={unit}>
                {words.choice('unit_kind', unit)}
              </option>
            ))}
          </SelectInput>
        )}
        {chosen.unit_kind === 'currency' && (
          <TextInput
            name="currency"
            label={t('fields.currency')}
            description={t('currency_hint')}
            maxLength={3}
          />
        )}
        {choices.has_decimals && (
          <SelectInput name="decimals" label={t('fields.decimals')}>
            {[0, 1, 2, 3, 4, 5, 6].map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </SelectInput>
        )}
      </div>
      {chosen.unit_kind === 'custom' && (
        <LocalisedInput name="unit_name" label={t('fields.unit_name')} description={t('unit_name_hint')} />
      )}
    </>
  )
}

function Bounds({ kind }: { kind: string }) {
  const { t } = useTranslation('library')
  return (
    <div className="form__row">
      <DecimalInput name="minimum" label={t('fields.minimum')} />
      <DecimalInput
        name="maximum"
        label={t('fields.maximum')}
        {...(kind === 'percentage' ? { description: t('maximum_hint') } : {})}
      />
    </div>
  )
}

function ScaleRows({ must }: { must: boolean }) {
  const { t } = useTranslation('library')
  return (
    <RowsInput
      name="scale"
      legend={t(must ? 'fields.scale' : 'fields.rubric')}
      hint={t(must ? 'scale_hint' : 'rubric_hint')}
      add={t('add_step')}
      remove={(number) => t('remove_step', { number })}
      empty={() => ({ value: null, label: {} })}
      framed
    >
      {(row, number) => (
        <>
          <DecimalInput name={`${row}.value`} label={t('step_value', { number })} />
          <LocalisedInput name={`${row}.label`} label={t('step_label', { number })} />
        </>
      )}
    </RowsInput>
  )
}
