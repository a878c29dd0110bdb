import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  addProgrammeResultMutation,
  addResultMutation,
  changeResultMutation,
} from '../../api/indicators/@tanstack/react-query.gen'
import type { ResultCreate, ResultOut } from '../../api/indicators/types.gen'
import { zResultCreate } from '../../api/indicators/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import type { What } from '../../lib/results'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { InheritedResult } from './inherited-result'
import { kinds } from './kinds'
import { type FormProps, textOrNull } from './texts'
import { useNewest } from './use-newest'

interface Values {
  kind: ResultCreate['kind']
  title: LocalisedText
  description: LocalisedText | null
  original_language: ResultCreate['original_language']
}

const checked = zodResolver(zResultCreate)

export interface ResultFormProps extends FormProps {
  what: What
  projectId: string
  result: ResultOut | undefined
}

export function ResultForm(props: ResultFormProps) {
  return props.result?.origin_mode === 'inherited' ? (
    <InheritedResult {...props} result={props.result} />
  ) : (
    <OwnResultForm {...props} />
  )
}

function OwnResultForm({ what, projectId, result, onDone, onCancel }: ResultFormProps) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const add = useMutation(addResultMutation())
  const addToProgramme = useMutation(addProgrammeResultMutation())
  const change = useMutation(changeResultMutation())
  const valuesOf = (old?: ResultOut): Values => ({
    kind: old?.kind ?? 'output',
    title: old?.title ?? {},
    description: old?.description ?? null,
    original_language: old?.original_language ?? language,
  })
  const form = useForm<Values, unknown, ResultCreate>({
    defaultValues: valuesOf(result),
    resolver: (values, context, options) => {
      const sent = { ...values, description: textOrNull(values.description) }
      return checked(sent as never, context, options as never) as never
    },
  })
  const { seen, watch, notice, round } = useNewest(result, (newest) => form.reset(valuesOf(newest)))
  const save = async ({ kind, title, description = null, original_language }: ResultCreate) => {
    const body = { kind, title, description, original_language }
    await watch(
      seen
        ? change.mutateAsync({
            path: { result_id: seen.id },
            body,
            headers: { 'if-match': `"${seen.version}"` },
          })
        : what === 'programme'
          ? addToProgramme.mutateAsync({ path: { programme_id: projectId }, body })
          : add.mutateAsync({ path: { project_id: projectId }, body }),
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
      <SelectInput name="kind" label={t('kind')}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}.one`)}
          </option>
        ))}
      </SelectInput>
      <LocalisedInput name="title" label={t('title')} />
      <LocalisedInput name="description" label={t('description')} multiline />
      <OriginalLanguageInput />
    </ErrorSummaryForm>
  )
}
