import { queryOptions } from '@tanstack/react-query'
import { listIdentityProvidersOptions } from '../../api/registry/@tanstack/react-query.gen'

/** Set when the service starts, so asked for once. */
export const providersQuery = () =>
  queryOptions({ ...listIdentityProvidersOptions(), staleTime: Number.POSITIVE_INFINITY })

/** Where the browser leaves for a provider; not a call, but a page. */
export function signInAddress(provider: string, language: string, returnTo: string | undefined): string {
  const query = new URLSearchParams({ locale: language, ...(returnTo ? { return_to: returnTo } : {}) })
  return `/api/registry/v1/sign-in/${encodeURIComponent(provider)}?${query}`
}

/** Why a way to a provider and back did not work, as it stands in the address. */
export const problems = [
  'sign_in_cancelled',
  'sign_in_expired',
  'sign_in_not_trusted',
  'sign_in_too_weak',
  'provider_unavailable',
  'identity_unknown',
  'identity_taken',
  'account_closed',
  'second_factor_needed',
  'email_missing',
  'email_taken',
  'invitation_not_valid',
] as const
export type ProviderProblem = (typeof problems)[number]
