export const lifetimes = [30, 90, 180, 365]

export interface KeyValues {
  kind: 'api_key' | 'client'
  name: string
  permissions: string[]
  limited_to: string[] | null
  /** One network in each line. */
  networks: string
  lifetime_days: string
  /** A JWKS as text. */
  public_keys: string
}

export const emptyKey: KeyValues = {
  kind: 'api_key',
  name: '',
  permissions: [],
  limited_to: null,
  networks: '',
  lifetime_days: '90',
  public_keys: '',
}

/** Text that is no JSON stays text: the schema says that it is no set of keys. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What is sent: lists where the form has lines, and nothing where nothing was written. */
export function sentValues(values: KeyValues): Record<string, unknown> {
  const networks = values.networks.split(/[\s,;]+/).filter(Boolean)
  const signs = values.kind === 'client' && values.public_keys.trim() !== ''
  return {
    ...values,
    networks: networks.length > 0 ? networks : null,
    lifetime_days: Number(values.lifetime_days),
    public_keys: signs ? asJson(values.public_keys) : null,
  }
}
