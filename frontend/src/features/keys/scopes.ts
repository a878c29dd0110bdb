import { listNetworks, listPartnerships, listProgrammes, listProjects } from '../../api/registry/sdk.gen'
import { pickText } from '../../lib/languages'
import { searchOrganisations } from '../../lib/organisations'
import type { Option } from '../../ui/combobox'

export type ScopeKind = 'programme' | 'project' | 'partnership' | 'network' | 'organisation'
export const scopeKinds: ScopeKind[] = ['programme', 'project', 'partnership', 'network', 'organisation']

const asked = (text: string) => (text ? { q: text, limit: 20 } : { limit: 20 })

/** Programmes, projects and so on whose name resembles what was typed. */
export async function searchScopes(
  kind: ScopeKind,
  language: string,
  text: string,
  signal: AbortSignal,
): Promise<Option[]> {
  if (kind === 'organisation') return searchOrganisations(text, signal)
  const options = { query: asked(text), signal, throwOnError: true as const }
  if (kind === 'partnership') {
    const { data } = await listPartnerships(options)
    return data.items.map(({ id, name }) => ({ value: id, label: name }))
  }
  if (kind === 'network') {
    const { data } = await listNetworks(options)
    return data.items.map(({ id, code, name }) => ({
      value: id,
      label: [code, pickText(name, language)?.text].filter(Boolean).join(' · '),
    }))
  }
  const { data } = kind === 'programme' ? await listProgrammes(options) : await listProjects(options)
  return data.items.map(({ id, code, title }) => ({
    value: id,
    label: [code, pickText(title, language)?.text].filter(Boolean).join(' · '),
  }))
}
