import { listNetworks, listPartnerships, listProgrammes, listProjects } from '../api/registry/sdk.gen'
import { type LocalisedText, pickText } from './languages'
import { searchOrganisations } from './organisations'

export const thingTypes = ['project', 'programme', 'partnership', 'network', 'organisation'] as const
export type ThingType = (typeof thingTypes)[number]

interface Titled {
  id: string
  code: string
  title: LocalisedText
  original_language: string
}

type Load = (text: string, signal: AbortSignal) => Promise<{ value: string; label: string }[]>

/** Asks for things of one kind by what was typed; for `AsyncCombobox`. */
export function searchThings(type: ThingType, language: string): Load {
  const titled = ({ id, code, title, original_language }: Titled) => ({
    value: id,
    label: `${code} ${pickText(title, language, original_language)?.text ?? ''}`,
  })
  return async (text, signal) => {
    const asked = {
      query: { ...(text ? { q: text } : {}), limit: 20 },
      signal,
      throwOnError: true,
    } as const
    switch (type) {
      case 'organisation':
        return searchOrganisations(text, signal)
      case 'programme':
        return (await listProgrammes(asked)).data.items.map(titled)
      case 'project':
        return (await listProjects(asked)).data.items.map(titled)
      case 'network': {
        const { data } = await listNetworks(asked)
        return data.items.map(({ name, ...network }) => titled({ ...network, title: name }))
      }
      case 'partnership':
        return (await listPartnerships(asked)).data.items.map(({ id, name }) => ({ value: id, label: name }))
    }
  }
}
