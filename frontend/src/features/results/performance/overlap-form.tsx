import { Checkbox, CheckboxGroup } from '@navikt/ds-react'
import { useController, useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { stateOverlap } from '../../../api/indicators/sdk.gen'
import type {
  CountedPart,
  OverlapGround,
  OverlapsOut,
  OverlapWithHistory,
} from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { DecimalInput } from '../../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { useFormField } from '../../../ui/form/field-labels'
import { SelectInput, TextInput } from '../../../ui/form/fields'
import { usePartNames } from './subtracted'

interface Values {
  between_what: OverlapGround['between_what']
  parts: string[]
  repeats: string | null
  source: string
  reason: string
}

interface OverlapFormProps {
  sheet: OverlapsOut
  /** What was said of these parts, and is said anew. */
  before: OverlapWithHistory | undefined
  onRefused: () => Promise<unknown>
  onDone: () => Promise<void>
  onCancel: () => void
}

/** Says how many people are in several parts, and where that is known from. */
export function OverlapForm({ sheet, before, onRefused, onDone, onCancel }: OverlapFormProps) {
  const { t } = useTranslation('performance')
  const form = useForm<Values>({
    defaultValues: {
      between_what: before?.between_what ?? sheet.grounds[0]?.between_what ?? 'places',
      parts: before?.parts.flatMap(({ id }) => id ?? []) ?? [],
      repeats: before?.repeats ?? null,
      source: before?.source ?? '',
      reason: '',
    },
  })
  const between = useWatch({ control: form.control, name: 'between_what' })
  const ground = sheet.grounds.find((one) => one.between_what === between)
  const save = async ({ parts, repeats, source, reason, between_what }: Values) => {
    if (repeats === null && before === undefined) {
      form.setError('repeats', { type: 'missing' })
      return
    }
    const same = sheet.stated.find(
      (one) =>
        one.between_what === between_what &&
        one.parts.length === parts.length &&
        one.parts.every(({ id }) => id !== null && parts.includes(id)),
    )
    try {
      await stateOverlap({
        path: { indicator_id: sheet.indicator_id },
        body: {
          period_id: sheet.period_id,
          between_what,
          parts,
          repeats,
          source: source.trim() || null,
          reason: reason.trim() || null,
          after: same?.number ?? 0,
        },
        throwOnError: true,
      })
    } catch (error) {
      // What somebody else said meanwhile is shown; another try then goes on top of it.
      await onRefused()
      throw error
    }
    await onDone()
  }
  return (
    <section className="overlaps__form stack-small" aria-label={t('overlap.say')}>
      <ErrorSummaryForm
        form={form}
        submit={t('overlap.save')}
        onSubmit={save}
        onCancel={onCancel}
        guard={false}
      >
        {sheet.grounds.length > 1 && !before && (
          <SelectInput name="between_what" label={t('overlap.between')}>
            {sheet.grounds.map((one) => (
              <option key={one.between_what} value={one.between_what}>
                {t(`overlap.of.${one.between_what}`)}
              </option>
            ))}
          </SelectInput>
        )}
        {!before && ground && <Parts ground={ground} />}
        <DecimalInput
          name="repeats"
          label={t('overlap.repeats')}
          description={before ? t('overlap.repeats_again') : t('overlap.repeats_hint')}
        />
        {ground && <Sum parts={ground.parts} />}
        <TextInput
          name="source"
          label={t('overlap.source')}
          description={t('overlap.source_hint')}
          autoComplete="off"
        />
        {before && <TextInput name="reason" label={t('overlap.reason')} autoComplete="off" />}
      </ErrorSummaryForm>
    </section>
  )
}

function Parts({ ground: { parts, parts_total, between_what } }: { ground: OverlapGround }) {
  const { t } = useTranslation('performance')
  const label = t('overlap.parts')
  const { field } = useController({ name: 'parts' })
  const { id, error } = useFormField('parts', label)
  const nameOf = usePartNames()
  const say = useCount()
  return (
    <>
      <CheckboxGroup
        id={id}
        tabIndex={-1}
        size="small"
        legend={label}
        description={t('overlap.parts_hint')}
        error={error}
        value={field.value as string[]}
        onChange={field.onChange}
      >
        <div className="overlaps__parts">
          {parts.map((part) => (
            <Checkbox key={part.id} value={part.id}>
              {nameOf(part, between_what)}: {say(part)}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      {parts_total > parts.length && (
        <p className="flush subtle">{t('overlap.largest', { count: parts.length })}</p>
      )}
    </>
  )
}

/** What the parts come to, as one writes it by hand; only where all of them are exact. */
function Sum({ parts }: { parts: CountedPart[] }) {
  const { t } = useTranslation('performance')
  const say = useCount()
  const [chosen, repeats] = useWatch({ name: ['parts', 'repeats'] }) as [string[], string | null]
  const counted = parts.filter(({ id }) => id !== null && chosen.includes(id))
  if (counted.length < 2 || !repeats || !/^\d+(\.\d+)?$/.test(repeats)) return null
  if (counted.some(({ value }) => value === null)) return null
  const total = counted.reduce((sum, { value }) => sum + Number(value), 0) - Number(repeats)
  if (total < Math.max(...counted.map(({ value }) => Number(value)))) return null
  const plain = (value: number | string) => say({ value: String(value), low: null, high: null })
  return (
    <p className="flush" role="status">
      {t('overlap.sum', {
        parts: counted.map(say).join(' + '),
        repeats: plain(repeats),
        total: plain(total),
      })}
    </p>
  )
}

function useCount(): (part: Pick<CountedPart, 'value' | 'low' | 'high'>) => string {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const all = (value: string) => num(language, value, { maximumFractionDigits: 20 })
  return ({ value, low, high }) =>
    value === null ? t('between', { low: all(low ?? ''), high: all(high ?? '') }) : all(value)
}
