import { listPeople } from '../api/registry/sdk.gen'

/** People whom a box finds by what one types. */
export async function searchPeople(text: string, signal: AbortSignal) {
  const query = { ...(text ? { q: text } : {}), active: true, limit: 20 }
  const { data } = await listPeople({ query, signal, throwOnError: true })
  return data.items.map(({ id, display_name }) => ({ value: id, label: display_name }))
}
