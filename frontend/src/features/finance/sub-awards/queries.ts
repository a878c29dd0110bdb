import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  getProjectFundsOptions,
  getProjectFundsQueryKey,
  getSubAwardQueryKey,
  listSubAwardsOptions,
  listSubAwardsQueryKey,
} from '../../../api/registry/@tanstack/react-query.gen'
import type { SubAwardOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { money } from '../../../lib/format'
import { given } from '../../../lib/given'
import { useEntriesChanged } from '../transactions/queries'

export const subAwardsQuery = (projectId: string, after: string | undefined) =>
  listSubAwardsOptions({
    path: { project_id: projectId },
    query: { ...given({ cursor: after }), with_total: true },
  })

export const fundsQuery = (projectId: string) => getProjectFundsOptions({ path: { project_id: projectId } })

/** What moves a grant or a loan moves the fund, and is a transaction. */
export function useAwardsChanged(projectId: string, awardId?: string): () => Promise<void> {
  const cache = useQueryClient()
  const entries = useEntriesChanged(projectId)
  const path = { project_id: projectId }
  return async () => {
    void entries()
    void cache.invalidateQueries({ queryKey: getProjectFundsQueryKey({ path }) })
    if (awardId) {
      void cache.invalidateQueries({ queryKey: getSubAwardQueryKey({ path: { sub_award_id: awardId } }) })
    }
    await cache.invalidateQueries({ queryKey: listSubAwardsQueryKey({ path }) })
  }
}

/** A grant or a loan in words, for titles and messages: "Loan, Beekeepers, 5,000 EUR". */
export function useAwardWords(): (award: SubAwardOut) => string {
  const { t } = useTranslation('sub_awards')
  const language = useLanguage()
  return ({ kind, receiver, amount, currency }) =>
    t('award', { kind: t(kind), receiver: receiver.name, amount: money(language, amount, currency) })
}
