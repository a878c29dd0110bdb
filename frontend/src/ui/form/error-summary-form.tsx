import { Button, ErrorSummary } from '@navikt/ds-react'
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useFieldErrorText } from '../error-text'
import { InlineError } from '../inline-error'
import { type FieldLabels, FieldLabelsContext, fieldId } from './field-labels'
import { codeOf, flattenErrors, ownerOf, setFieldErrors } from './form-errors'
import { LeaveGuard } from './leave-guard'

export interface ErrorSummaryFormProps<Values extends FieldValues, Output> {
  /** From `useForm`, with `zodResolver` of a generated schema. */
  form: UseFormReturn<Values, unknown, Output>
  /** Saves; what it throws is shown here: refused fields beside their inputs, the rest above the form. */
  onSubmit: (values: Output) => Promise<unknown>
  submit: string
  onCancel?: () => void
  /** Asks before unsaved input is left; on unless switched off. */
  guard?: boolean
  children: ReactNode
}

/** A form that never loses input and always says what is wrong: beside the field and in a summary that takes the focus. */
export function ErrorSummaryForm<Values extends FieldValues, Output>(
  props: ErrorSummaryFormProps<Values, Output>,
) {
  const { form, onSubmit, submit, onCancel, guard = true, children } = props
  const { t } = useTranslation()
  const labels = useMemo<FieldLabels>(() => new Map(), [])
  const [refusal, setRefusal] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  const leaving = useRef(false)
  const { isSubmitting, isDirty } = form.formState

  const save = async (values: Output) => {
    leaving.current = true
    try {
      await onSubmit(values)
    } catch (error) {
      leaving.current = false
      if (!setFieldErrors(form, error)) setRefusal(error)
    }
  }
  const handle = async (event: FormEvent) => {
    event.preventDefault()
    setRefusal(undefined)
    await form.handleSubmit(save)(event)
    setAttempt((count) => count + 1)
  }
  return (
    <FormProvider {...(form as unknown as UseFormReturn)}>
      <FieldLabelsContext value={labels}>
        <form noValidate onSubmit={(event) => void handle(event)} className="form">
          <Problems
            form={form as unknown as UseFormReturn}
            labels={labels}
            attempt={attempt}
            refusal={refusal}
          />
          {children}
          <div className="form__buttons">
            <Button type="submit" loading={isSubmitting}>
              {submit}
            </Button>
            {onCancel && (
              <Button type="button" variant="tertiary" data-color="neutral" onClick={onCancel}>
                {t('cancel')}
              </Button>
            )}
          </div>
        </form>
        {guard && <LeaveGuard dirty={isDirty} leaving={leaving} />}
      </FieldLabelsContext>
    </FormProvider>
  )
}

interface ProblemsProps {
  form: UseFormReturn
  labels: FieldLabels
  attempt: number
  refusal: unknown
}

function Problems({ form, labels, attempt, refusal }: ProblemsProps) {
  const { t } = useTranslation()
  const text = useFieldErrorText()
  const place = useRef<HTMLDivElement>(null)
  const errors = flattenErrors(form.formState.errors)
  const failed = errors.length > 0 || refusal !== undefined
  const answered = useRef(0)
  useEffect(() => {
    // Once for each attempt to send: while fields are corrected the focus stays where one types.
    if (attempt === answered.current) return
    answered.current = attempt
    if (failed) place.current?.focus()
  }, [attempt, failed])
  if (attempt === 0 || !failed) return null
  if (refusal !== undefined) {
    return (
      <div ref={place} tabIndex={-1} className="form__refusal">
        <InlineError error={refusal} />
      </div>
    )
  }
  return (
    <ErrorSummary ref={place} heading={t('form.problem')} size="small">
      {errors.map(({ name, type, message }) => {
        const owner = ownerOf(name, labels)
        const label = labels.get(owner)
        return (
          <ErrorSummary.Item key={name} href={`#${fieldId(owner)}`}>
            {label ? `${label}: ` : ''}
            {text(codeOf(type, form.getValues(name)), message)}
          </ErrorSummary.Item>
        )
      })}
    </ErrorSummary>
  )
}
