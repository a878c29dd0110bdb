import { Role, RoleState, ScopeType } from '../api/registry/types.gen'

export const roles: readonly Role[] = Object.values(Role)
export const roleStates: readonly RoleState[] = Object.values(RoleState)
/** What a role may be held in, narrowest last. */
export const scopeTypes: readonly ScopeType[] = Object.values(ScopeType)

/** As a form holds a role; an empty scope is the whole installation. */
export interface RoleValues {
  role: string
  scope_type: string
  scope_id: string | null
  valid_from?: string | null
  valid_to: string | null
}

/** A service takes no empty text for an id. */
export const asRole = <Values extends RoleValues>(values: Values): Values => ({
  ...values,
  scope_id: values.scope_type === ScopeType.INSTALLATION ? null : values.scope_id || null,
})
