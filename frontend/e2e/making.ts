import type { APIRequestContext } from '@playwright/test'
import { expect } from './fixtures'

export const registry = '/api/registry/v1'
export const indicators = '/api/indicators/v1'

/** What a service made of `data`. */
export async function made<Thing = { id: string }>(
  api: APIRequestContext,
  path: string,
  data: object,
): Promise<Thing> {
  const answer = await api.post(path, { data })
  expect(answer.status(), await answer.text()).toBe(201)
  return (await answer.json()) as Thing
}
