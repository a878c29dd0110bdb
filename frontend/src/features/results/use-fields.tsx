import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { LocalisedText } from '../../lib/languages'
import { DateInput } from '../../ui/form/date-input'
import { DecimalInput } from '../../ui/form/decimal-input'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { usePickText } from '../../ui/localised-view'
import type { RuleOut } from '../../ui/rule/rule'
import { toldStates } from './indicator-values'

export interface UseRule {
  kind: RuleOut['kind']
  direction: RuleOut['direction']
  scale: { value: number | string | null; label: LocalisedText }[] | null
}

const isShare = ({ kind }: UseRule) => kind === 'percentage' || kind === 'ratio'
/** Words without a rubric have no value that one could start from or reach. */
const hasValue = ({ kind, scale }: UseRule) => kind !== 'text' || (scale?.length ?? 0) > 0

interface UseFieldsProps {
  rule: UseRule
}

export function BaselineFields({ rule }: UseFieldsProps) {
  const { t } = useTranslation(['results', 'library'])
  const state = String(useWatch({ name: 'baseline_state' }) ?? '')
  const counted = !state.startsWith('not_')
  return (
    <fieldset className="fields">
      <legend>{t('results:baseline')}</legend>
      <p className="flush small subtle">{t('results:baseline_hint')}</p>
      <SelectInput name="baseline_state" label={t('library:baseline_state')}>
        <option value="">{t('library:as_counted')}</option>
        {toldStates.map((value) => (
          <option key={value} value={value}>
            {t(`results:states.${value}`)}
          </option>
        ))}
      </SelectInput>
      <div className="form__row">
        {counted && hasValue(rule) && (
          <ValueInput name="baseline_value" label={t('results:baseline_value')} rule={rule} />
        )}
        <DateInput name="baseline_on" label={t('results:baseline_on')} />
      </div>
      {counted && isShare(rule) && <PartsInput of="baseline" />}
      <LocalisedInput name="baseline_method" label={t('library:baseline_method')} />
      <LocalisedInput name="baseline_note" label={t('results:baseline_note')} />
    </fieldset>
  )
}

export function TargetFields({ rule }: UseFieldsProps) {
  const { t } = useTranslation(['results', 'library'])
  if (!hasValue(rule)) return null
  return (
    <fieldset className="fields">
      <legend>{t('results:target')}</legend>
      <div className="form__row">
        {rule.direction === 'range' ? (
          <>
            <ValueInput name="target_low" label={t('library:target_low')} rule={rule} />
            <ValueInput name="target_high" label={t('library:target_high')} rule={rule} />
          </>
        ) : (
          <ValueInput name="target_value" label={t('results:target_value')} rule={rule} />
        )}
        <DateInput name="target_on" label={t('results:target_on')} />
      </div>
      {rule.direction !== 'range' && isShare(rule) && <PartsInput of="target" />}
    </fieldset>
  )
}

/** What a share is made of, where one knows it. */
function PartsInput({ of }: { of: 'baseline' | 'target' }) {
  const { t } = useTranslation('library')
  return (
    <div className="form__row">
      <DecimalInput name={`${of}_numerator`} label={t('numerator')} description={t('parts_hint')} />
      <DecimalInput name={`${of}_denominator`} label={t('denominator')} description={t('parts_hint')} />
    </div>
  )
}

interface ValueInputProps extends UseFieldsProps {
  name: string
  label: string
}

/** One value of an indicator: a number, or what its number stands for. */
function ValueInput({ name, label, rule }: ValueInputProps) {
  const { t } = useTranslation('library')
  const pick = usePickText()
  const words: { value: string; label: string }[] | undefined =
    rule.kind === 'yes_no'
      ? [
          { value: '1', label: t('yes') },
          { value: '0', label: t('no') },
        ]
      : rule.kind === 'milestone'
        ? [
            { value: '1', label: t('reached') },
            { value: '0', label: t('not_reached') },
          ]
        : rule.kind === 'scale' || rule.kind === 'text'
          ? (rule.scale ?? []).map((step) => ({
              value: String(step.value ?? ''),
              label: `${step.value ?? ''} – ${pick(step.label)}`,
            }))
          : undefined
  if (!words) return <DecimalInput name={name} label={label} />
  return (
    <SelectInput name={name} label={label} optional>
      <option value="">{t('nothing_said')}</option>
      {words.map((word) => (
        <option key={word.value} value={word.value}>
          {word.label}
        </option>
      ))}
    </SelectInput>
  )
}
