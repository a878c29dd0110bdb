import { createContext, useContext, useEffect } from 'react'
import { useFormContext } from 'react-hook-form'
import { useFieldErrorText } from '../error-text'

/** The words of each field, for the summary of errors. */
export type FieldLabels = Map<string, string>

export const FieldLabelsContext = createContext<FieldLabels>(new Map())

export const fieldId = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** What every field of an `ErrorSummaryForm` needs: its id, and what is wrong with it. */
export function useFormField(name: string, label: string): { id: string; error: string | undefined } {
  const labels = useContext(FieldLabelsContext)
  const { getFieldState, formState } = useFormContext()
  const text = useFieldErrorText()
  useEffect(() => {
    labels.set(name, label)
    return () => {
      labels.delete(name)
    }
  }, [labels, name, label])
  const { error } = getFieldState(name, formState)
  // A list or a group carries the errors of its parts; those are shown beside the parts.
  const own = error && typeof error.type === 'string' ? text(error.type, error.message) : undefined
  return { id: fieldId(name), error: own }
}
