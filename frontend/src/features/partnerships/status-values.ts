import type { LocalisedText } from '../../lib/languages'

export interface StatusValues {
  status: string
  valid_from: string | null
  reason: LocalisedText | null
}

/** A reason in no language at all is no reason. */
export const withoutEmptyReason = <Values extends StatusValues>(values: Values): Values => ({
  ...values,
  reason: Object.keys(values.reason ?? {}).length > 0 ? values.reason : null,
})
