import { Checkbox } from '@navikt/ds-react'
import { useController, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, ResultOut } from '../../api/indicators/types.gen'
import { useFormField } from '../../ui/form/field-labels'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { LocalisedView } from '../../ui/localised-view'
import type { RuleOut } from '../../ui/rule/rule'
import { RuleFields } from '../../ui/rule/rule-fields'
import { AxesInput, TellingFields } from '../../ui/rule/telling-fields'
import { DefinitionChooser, useChosenDefinition } from './definition-chooser'
import { FixedRule } from './fixed-rule'
import { PeopleInput } from './people-input'
import { BaselineFields, TargetFields } from './use-fields'

interface IndicatorFieldsProps {
  result: ResultOut
  indicator: IndicatorOut | undefined
}

/** What is measured, from where and to where. What is said elsewhere is read here, and not entered. */
export function IndicatorFields({ result, indicator }: IndicatorFieldsProps) {
  const { t } = useTranslation(['results', 'library'])
  const from = useWatch({ name: 'rule_from' })
  return (
    <>
      {!indicator && (
        <SelectInput name="rule_from" label={t('library:how_defined')}>
          <option value="own">{t('library:own')}</option>
          <option value="library">{t('library:from_library')}</option>
        </SelectInput>
      )}
      {from === 'library' && !indicator && <DefinitionChooser result={result} />}
      {from === 'inherited' && indicator ? (
        <LocalisedView
          as="p"
          className="flush strong"
          text={indicator.title}
          original={indicator.original_language}
        />
      ) : (
        <div className="stack stack--close">
          <LocalisedInput name="title" label={t('results:indicator_title')} />
          {from === 'library' && !indicator && (
            <p className="flush small subtle">{t('library:title_hint')}</p>
          )}
        </div>
      )}
      {from === 'own' ? <OwnRule result={result} /> : indicator && <FixedRule indicator={indicator} />}
      <UseFields indicator={indicator} />
      {from === 'own' && (
        <details className="indicator-more">
          <summary>{t('library:part_more')}</summary>
          <div className="stack">
            <TellingFields />
          </div>
        </details>
      )}
      <PeopleInput known={indicator?.people ?? []} />
      <CheckInput name="is_synthetic" label={t('results:is_synthetic')} />
    </>
  )
}

function OwnRule({ result }: { result: ResultOut }) {
  return (
    <>
      <RuleFields />
      <AxesInput programmeId={result.programme_id} />
    </>
  )
}

/** The baseline and the target, in the shape that the rule asks for. */
function UseFields({ indicator }: { indicator: IndicatorOut | undefined }) {
  const [from, kind, direction, scale] = useWatch({ name: ['rule_from', 'kind', 'direction', 'scale'] })
  const chosen = useChosenDefinition()
  const fixed: Pick<RuleOut, 'kind' | 'direction' | 'scale'> | undefined = indicator ?? chosen
  const rule = from === 'own' ? { kind, direction, scale } : fixed
  if (!rule) return null
  return (
    <div className="stack" key={`${rule.kind} ${from}`}>
      <BaselineFields rule={rule} />
      <TargetFields rule={rule} />
    </div>
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
