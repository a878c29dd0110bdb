import { queryOptions } from '@tanstack/react-query'
import {
  getDeadlineRules,
  getDefaultDeadlineRules,
  previewDefaultReminders,
  previewReminders,
  replaceDeadlineRules,
  replaceDefaultDeadlineRules,
} from '../../api/notifications/sdk.gen'
import type { DeadlineRulesBody } from '../../api/notifications/types.gen'

/** Of a programme, or, without one, of the whole installation. */
export const rulesQuery = (programmeId: string | undefined) =>
  queryOptions({
    queryKey: ['deadline-rules', programmeId ?? ''],
    queryFn: async ({ signal }) => {
      if (!programmeId) return (await getDefaultDeadlineRules({ signal, throwOnError: true })).data
      const path = { programme_id: programmeId }
      return (await getDeadlineRules({ path, signal, throwOnError: true })).data
    },
  })

/** What such rules would bring, whether they are kept or not. */
export const aheadQuery = (programmeId: string | undefined, body: DeadlineRulesBody) =>
  queryOptions({
    queryKey: ['reminders-ahead', programmeId ?? '', body],
    queryFn: async ({ signal }) => {
      const asked = { body, signal, throwOnError: true } as const
      if (!programmeId) return (await previewDefaultReminders(asked)).data
      return (await previewReminders({ ...asked, path: { programme_id: programmeId } })).data
    },
  })

export async function keepRules(programmeId: string | undefined, version: number, body: DeadlineRulesBody) {
  const asked = { headers: { 'if-match': `"${version}"` }, body, throwOnError: true } as const
  if (!programmeId) return (await replaceDefaultDeadlineRules(asked)).data
  return (await replaceDeadlineRules({ ...asked, path: { programme_id: programmeId } })).data
}
