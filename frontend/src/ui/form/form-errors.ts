import type { FieldErrors, FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { isApiError } from '../../api/problem'

export interface FlatError {
  name: string
  type: string
  message: string | undefined
}

/** Nested errors (`place.name`, `aliases.0.name`) in the order of the form. */
export function flattenErrors(errors: FieldErrors, prefix = ''): FlatError[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (error === null || typeof error !== 'object' || key === 'ref') return []
    const name = `${prefix}${key}`
    if (typeof error.type === 'string') {
      return [
        { name, type: error.type, message: typeof error.message === 'string' ? error.message : undefined },
      ]
    }
    return flattenErrors(error as FieldErrors, `${name}.`)
  })
}

const empty = (value: unknown) => value === '' || value === null || value === undefined

/** A field that is empty is missing, whatever rule it broke first. */
export const codeOf = (type: string, value: unknown): string =>
  empty(value) && /^(too_small|invalid_|string_too_short|string_pattern)/.test(type) ? 'missing' : type

/** The field on the page that an error belongs to: errors deep in a value (`title.nb`) belong to its one input. */
export function ownerOf(name: string, fields: ReadonlyMap<string, string>): string {
  const parts = name.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = parts.slice(0, length).join('.')
    if (fields.has(candidate)) return candidate
  }
  return name
}

/** Puts what the service refused beside the inputs; false when it named no field. */
export function setFieldErrors<Values extends FieldValues, Output>(
  form: UseFormReturn<Values, unknown, Output>,
  error: unknown,
): boolean {
  if (!isApiError(error) || error.problem.fields.length === 0) return false
  for (const { loc, code, message } of error.problem.fields) {
    const path = loc[0] === 'body' ? loc.slice(1) : loc
    form.setError((path.join('.') || 'root') as Path<Values>, { type: code, message })
  }
  return true
}
