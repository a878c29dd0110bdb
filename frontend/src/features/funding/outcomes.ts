import type { ApplicationOutcome } from '../../api/registry/types.gen'

export const outcomes = ['applied', 'granted', 'refused', 'withdrawn'] as const satisfies ApplicationOutcome[]
export const orders = ['name', '-name', 'applied_on', '-applied_on'] as const
