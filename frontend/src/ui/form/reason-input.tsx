import { type FieldValues, type UseFormReturn, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { TextInput } from './fields'

/** Asks why, while what is typed would change something that was agreed or decided. */
export function ReasonInput<Values extends FieldValues>({ when }: { when: (values: Values) => boolean }) {
  const { t } = useTranslation()
  const { watch } = useFormContext<Values>()
  if (!when(watch())) return null
  return <TextInput name="reason" label={t('reason')} description={t('reason_hint')} autoComplete="off" />
}

/** The reason that was typed, beside what the form's schema lets through. */
export function reasonIn(form: Pick<UseFormReturn<never>, 'getValues'>): { reason?: string } {
  const typed = (form.getValues() as { reason?: string }).reason?.trim()
  return typed ? { reason: typed } : {}
}
