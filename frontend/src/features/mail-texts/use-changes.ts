import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  discardMailTemplateDraft,
  publishMailTemplate,
  putMailTemplateDraft,
  restoreMailTemplate,
  withdrawMailTemplate,
} from '../../api/notifications/sdk.gen'
import type { MailTemplateOut } from '../../api/notifications/types.gen'
import { showSuccess } from '../../ui/toast'
import { allKey, oneKey } from './queries'
import { begun, same, type Words } from './words'

/** Everything that one can do with a text; each answers with how it is then. */
export function useChanges(found: MailTemplateOut, onChanged: (now: MailTemplateOut) => void) {
  const { t } = useTranslation('mail_texts')
  const cache = useQueryClient()
  const path = { topic: found.topic, channel: found.channel, locale: found.locale }
  const on = (version: number) => ({
    path,
    headers: { 'if-match': `"${version}"` },
    throwOnError: true as const,
  })
  const change = async (now: MailTemplateOut, said: string) => {
    cache.setQueryData(oneKey(found.topic, found.locale), now)
    await cache.invalidateQueries({ queryKey: allKey })
    onChanged(now)
    showSuccess(said)
  }
  const save = useMutation({
    mutationFn: async (words: Words) =>
      (await putMailTemplateDraft({ ...on(found.version), body: words })).data,
    onSuccess: (now) => change(now, t('saved')),
  })
  const publish = useMutation({
    mutationFn: async (words: Words) => {
      const isSaved = found.draft !== null && same(words, begun(found))
      const kept = isSaved ? found : (await putMailTemplateDraft({ ...on(found.version), body: words })).data
      return (await publishMailTemplate(on(kept.version))).data
    },
    onSuccess: (now) => change(now, t('published')),
  })
  const discard = useMutation({
    mutationFn: async () => (await discardMailTemplateDraft(on(found.version))).data,
    onSuccess: (now) => change(now, t('discarded')),
  })
  const withdraw = useMutation({
    mutationFn: async () => (await withdrawMailTemplate(on(found.version))).data,
    onSuccess: (now) => change(now, t('withdrawn')),
  })
  const restore = useMutation({
    mutationFn: async (number: number) =>
      (await restoreMailTemplate({ ...on(found.version), body: { number } })).data,
    onSuccess: (now, number) => change(now, t('restored', { number })),
  })
  return { save, publish, discard, withdraw, restore }
}
