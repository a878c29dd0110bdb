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

/** A project below a programme of its own, so that no other journey meets it. */
export async function ownProject(api: APIRequestContext, name: string) {
  const code = `E2E-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`
  const about = { code, title: { en: `${name} ${code}` }, original_language: 'en' }
  const programme = await made(api, `${registry}/programmes`, about)
  const project = await made(api, `${registry}/projects`, { ...about, programme_id: programme.id })
  return { code, programme, project }
}
