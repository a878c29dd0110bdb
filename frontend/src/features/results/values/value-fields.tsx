import { Radio, RadioGroup, Select, Textarea, TextField } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { parseDecimal } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { figure, useUnitName } from '../figures'
import type { Draft } from './draft'

/** What its fields have to know of an indicator. */
export type Measured = Pick<IndicatorOut, 'kind' | 'unit' | 'unit_name' | 'decimals' | 'scale'>

export interface ValueFieldsProps {
  indicator: Measured
  draft: Draft
  change: (some: Partial<Draft>) => void
  errorOf: (field: string) => string | undefined
}

/** The value in the way of its kind: a number, the parts of a share, yes or no, a step, or words. */
export function ValueFields({ indicator, draft, change, errorOf }: ValueFieldsProps) {
  const { t } = useTranslation('values')
  const shared = { indicator, draft, change, errorOf }
  switch (indicator.kind) {
    case 'formula':
      return <p className="flush">{t('problem.worked_out')}</p>
    case 'yes_no':
    case 'milestone':
      return <YesNo {...shared} />
    case 'scale':
      return <Steps {...shared} label={t('step')} />
    case 'text':
      return (
        <>
          <Textarea
            size="small"
            label={t('in_words')}
            minRows={3}
            value={draft.text}
            error={errorOf('text') ?? (indicator.scale ? undefined : errorOf('value'))}
            onChange={(event) => change({ text: event.target.value })}
          />
          {indicator.scale && <Steps {...shared} label={t('score')} />}
        </>
      )
    case 'percentage':
    case 'ratio':
      return <Share {...shared} />
    default:
      return <Amount {...shared} field="value" label={t('value')} />
  }
}

type Field = 'value' | 'numerator' | 'denominator'

function Amount(props: ValueFieldsProps & { field: Field; label: string; unit?: boolean }) {
  const { indicator, draft, change, errorOf, field, label, unit = true } = props
  const { t } = useTranslation('results')
  const language = useLanguage()
  const name = useUnitName(indicator)
  const understood = parseDecimal(draft[field], language)
  const decimals = Math.min(20, Math.max(indicator.decimals, understood?.split('.')[1]?.length ?? 0))
  return (
    <TextField
      size="small"
      label={unit && name ? `${label} (${name})` : label}
      inputMode="decimal"
      autoComplete="off"
      value={draft[field]}
      error={errorOf(field)}
      description={
        unit && understood !== undefined
          ? t('understood', { value: figure(language, understood, { ...indicator, decimals }) })
          : undefined
      }
      onChange={(event) => change({ [field]: event.target.value })}
    />
  )
}

function Share(props: ValueFieldsProps) {
  const { t } = useTranslation('values')
  const { draft } = props
  const parts = draft.numerator.trim() !== '' || draft.denominator.trim() !== ''
  return (
    <>
      <div className="entry-form__pair">
        <Amount {...props} field="numerator" label={t('numerator')} unit={false} />
        <Amount {...props} field="denominator" label={t('denominator')} unit={false} />
      </div>
      {parts ? (
        <p className="flush values__kept">{t('share_comes')}</p>
      ) : (
        <Amount {...props} field="value" label={t('share_alone')} />
      )}
      {parts && props.errorOf('value') && <p className="aksel-error-message">{props.errorOf('value')}</p>}
    </>
  )
}

function YesNo({ indicator, draft, change, errorOf }: ValueFieldsProps) {
  const { t } = useTranslation('values')
  const reached = indicator.kind === 'milestone'
  return (
    <RadioGroup
      size="small"
      legend={t('value')}
      value={draft.value}
      error={errorOf('value')}
      onChange={(value: string) => change({ value })}
    >
      <Radio value="1">{t(reached ? 'reached' : 'yes')}</Radio>
      <Radio value="0">{t(reached ? 'not_reached' : 'no')}</Radio>
    </RadioGroup>
  )
}

function Steps({ indicator, draft, change, errorOf, label }: ValueFieldsProps & { label: string }) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  return (
    <Select
      size="small"
      label={label}
      value={draft.value}
      error={errorOf('value')}
      onChange={(event) => change({ value: event.target.value })}
    >
      <option value="">{t('choose')}</option>
      {indicator.scale?.map((step) => (
        <option key={step.value} value={String(step.value)}>
          {`${step.value}: ${pickText(step.label, language)?.text ?? ''}`}
        </option>
      ))}
    </Select>
  )
}
