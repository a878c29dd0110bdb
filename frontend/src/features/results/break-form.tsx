import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { breakSeriesMutation, getDefinitionOptions } from '../../api/indicators/@tanstack/react-query.gen'
import type { IndicatorOut, IndicatorVersionCreate } from '../../api/indicators/types.gen'
import { zIndicatorVersionCreate } from '../../api/indicators/zod.gen'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { useChoices } from '../../ui/rule/choices-query'
import { RuleFields } from '../../ui/rule/rule-fields'
import { type RuleValues, ruleValuesOf, sentRule } from '../../ui/rule/rule-values'
import { RuleView } from '../../ui/rule/rule-view'
import type { FormProps } from './texts'
import { useNewest } from './use-newest'

interface Values extends RuleValues {
  starts_on: string | null
  reason: string
}

const checked = zodResolver(zIndicatorVersionCreate)

/** From a day on an indicator goes by a newer version of its definition, or by another rule of its own. */
export function BreakForm({ indicator, onDone, onCancel }: FormProps & { indicator: IndicatorOut }) {
  const { t } = useTranslation('library')
  const { definition } = indicator
  const kinds = useChoices()
  const newest = useNewestVersion(indicator)
  const valuesOf = (now: IndicatorOut): Values => ({ ...ruleValuesOf(now), starts_on: null, reason: '' })
  const form = useForm<Values, unknown, IndicatorVersionCreate>({
    defaultValues: valuesOf(indicator),
    resolver: async ({ starts_on, reason, ...values }, context, options) => {
      const choices = kinds.find(({ kind }) => kind === values.kind)
      const rule = definition.is_own
        ? sentRule(values, choices)
        : { definition_version_id: newest?.id ?? definition.version_id }
      return (await checked({ ...rule, starts_on, reason } as never, context, options as never)) as never
    },
  })
  const { seen, watch, notice, round } = useNewest(indicator, (now) => form.reset(valuesOf(now)))
  const begin = useMutation(breakSeriesMutation())
  const save = async (body: IndicatorVersionCreate) => {
    const version = (seen ?? indicator).version
    await watch(
      begin.mutateAsync({
        path: { indicator_id: indicator.id },
        body,
        headers: { 'if-match': `"${version}"` },
      }),
    )
    await onDone()
  }
  return (
    <ErrorSummaryForm
      key={round}
      form={form}
      submit={t('break.confirm')}
      onSubmit={save}
      onCancel={onCancel}
      guard={false}
    >
      {notice}
      <p className="flush">{t('break.lead')}</p>
      <DateInput name="starts_on" label={t('break.starts_on')} description={t('break.starts_on_hint')} />
      <TextInput name="reason" label={t('break.reason')} autoComplete="off" />
      {definition.is_own ? (
        <RuleFields />
      ) : (
        newest && (
          <div className="rule-view" data-own>
            <p className="flush">{t('fixed.link', { code: definition.code, number: newest.number })}</p>
            <RuleView rule={newest} original={newest.original_language} brief />
          </div>
        )
      )}
    </ErrorSummaryForm>
  )
}

function useNewestVersion({ definition }: IndicatorOut) {
  const { data } = useQuery({
    ...getDefinitionOptions({ path: { definition_id: definition.id } }),
    enabled: !definition.is_own,
  })
  return data?.versions.find(({ published_at }) => published_at !== null)
}
