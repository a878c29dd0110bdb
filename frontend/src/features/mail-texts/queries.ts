import { queryOptions } from '@tanstack/react-query'
import {
  getMailTemplate,
  listMailExamples,
  listMailTemplates,
  listSuppressions,
} from '../../api/notifications/sdk.gen'
import type { Language } from '../../lib/languages'

// Written by hand: what is generated for queries is fetched by every page.
export const allKey = ['mail-texts']
export const heldKey = ['suppressions']
export const oneKey = (topic: string, locale: Language) => ['mail-text', topic, locale]

export const allTexts = queryOptions({
  queryKey: allKey,
  queryFn: async ({ signal }) => (await listMailTemplates({ signal, throwOnError: true })).data,
})

export const oneText = (topic: string, locale: Language) =>
  queryOptions({
    queryKey: oneKey(topic, locale),
    queryFn: async ({ signal }) => {
      const path = { topic, channel: 'email' as const, locale }
      return (await getMailTemplate({ path, signal, throwOnError: true })).data
    },
  })

export const toldOf = (topic: string, locale: Language) =>
  queryOptions({
    queryKey: ['mail-examples', topic, locale],
    queryFn: async ({ signal }) =>
      (await listMailExamples({ path: { topic }, query: { locale }, signal, throwOnError: true })).data,
  })

export const heldBack = (query: { cursor?: string; with_total?: boolean }) =>
  queryOptions({
    queryKey: [...heldKey, query],
    queryFn: async ({ signal }) => (await listSuppressions({ query, signal, throwOnError: true })).data,
  })
