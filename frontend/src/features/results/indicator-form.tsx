import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addIndicatorMutation, changeIndicatorMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { IndicatorCreate, IndicatorOut, ResultOut } from '../../api/indicators/types.gen'
import { zIndicatorCreate } from '../../api/indicators/zod.gen'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { ReasonInput, reasonIn } from '../../ui/form/reason-input'
import { useChoices } from '../../ui/rule/choices-query'
import { IndicatorFields } from './indicator-fields'
import { replacesAgreed, sentIndicator, type Values, valuesOfIndicator } from './indicator-values'
import type { FormProps } from './texts'
import { useNewest } from './use-newest'

const checked = zodResolver(zIndicatorCreate)

export interface IndicatorFormProps extends FormProps {
  result: ResultOut
  indicator: IndicatorOut | undefined
}

export function IndicatorForm({ result, indicator, onDone, onCancel }: IndicatorFormProps) {
  const { t } = useTranslation('results')
  const kinds = useChoices()
  const add = useMutation(addIndicatorMutation())
  const change = useMutation(changeIndicatorMutation())
  const form = useForm<Values, unknown, IndicatorCreate>({
    defaultValues: valuesOfIndicator(indicator),
    resolver: async (values, context, options) => {
      const sent = sentIndicator(values, kinds, indicator === undefined)
      const { errors, ...rest } = await checked(sent as never, context, options as never)
      // The service has one field for the unit; what is wrong with it is its currency.
      const { unit, ...others } = errors as Record<string, unknown>
      const missing = { type: 'missing' }
      const chosen = values.rule_from !== 'library' || indicator || values.definition_version_id
      const wrong = {
        ...others,
        ...(unit ? { currency: unit } : {}),
        ...(chosen ? {} : { definition_id: missing }),
      }
      return (Object.keys(wrong).length > 0 ? { values: {}, errors: wrong } : { ...rest, errors }) as never
    },
  })
  const { seen, watch, notice, round } = useNewest(indicator, (newest) =>
    form.reset(valuesOfIndicator(newest)),
  )
  const save = async (body: IndicatorCreate) => {
    await watch(
      seen
        ? change.mutateAsync({
            path: { indicator_id: seen.id },
            body: { ...body, ...reasonIn(form as never) } as never,
            headers: { 'if-match': `"${seen.version}"` },
          })
        : add.mutateAsync({ path: { result_id: result.id }, body }),
    )
    await onDone()
  }
  return (
    <ErrorSummaryForm
      key={round}
      form={form}
      submit={t('save')}
      onSubmit={save}
      onCancel={onCancel}
      guard={false}
    >
      {notice}
      <IndicatorFields result={result} indicator={seen} />
      {seen && <ReasonInput<Values> when={(values) => replacesAgreed(seen, values)} />}
    </ErrorSummaryForm>
  )
}
