import { createContext, useContext, useEffect } from 'react'
import { useFormContext } from 'react-hook-form'
import { useFieldErrorText } from '../error-text'
import { codeOf, flattenErrors, ownerOf } from './form-errors'

/** The words of each field, for the summary of errors. */
export type FieldLabels = Map<string, string>

export const FieldLabelsContext = createContext<FieldLabels>(new Map())

export const fieldId = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** What every field of an `ErrorSummaryForm` needs: its id, and what is wrong with it. */
export function useFormField(name: string, label: string): { id: string; error: string | undefined } {
  const labels = useContext(FieldLabelsContext)
  const { formState, getValues } = useFormContext()
  const text = useFieldErrorText()
  useEffect(() => {
    labels.set(name, label)
    return () => {
      labels.delete(name)
    }
  }, [labels, name, label])
  const own = flattenErrors(formState.errors).find((error) => ownerOf(error.name, labels) === name)
  const error = own && text(codeOf(own.type, getValues(own.name)), own.message)
  return { id: fieldId(name), error }
}
