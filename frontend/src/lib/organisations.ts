import { listOrganisations } from '../api/registry/sdk.gen'

/** Organisations whose name or alias resembles what was typed, as choices; for `AsyncCombobox`. */
export async function searchOrganisations(
  text: string,
  signal: AbortSignal,
): Promise<{ value: string; label: string }[]> {
  const query = text ? { q: text, limit: 20 } : { limit: 20 }
  const { data } = await listOrganisations({ query, signal, throwOnError: true })
  return data.items.map(({ id, name, country_code, matched_alias }) => ({
    value: id,
    label: [matched_alias ? `${name} (${matched_alias})` : name, country_code].filter(Boolean).join(', '),
  }))
}
