import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listReadsOfOwnDataInfiniteOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { OwnDataRead } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { ShowMore } from '../../ui/show-more'
import { Section } from './section'

const step = 10

/** Who has looked at one's data: when, in which role, and through what. */
export function ReadsSection() {
  const { t } = useTranslation('account_reads')
  const { data, error, refetch, ...reads } = useInfiniteQuery({
    ...listReadsOfOwnDataInfiniteOptions({ query: { limit: step } }),
    initialPageParam: {},
    getNextPageParam: ({ next_cursor }) => (next_cursor ? { query: { cursor: next_cursor } } : undefined),
  })
  const found = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={t('title')} lead={t('lead')}>
      {error && <InlineError error={error} retry={refetch} />}
      {data && found.length === 0 && <p className="flush">{t('none')}</p>}
      <ul className="account-list">
        {found.map((one) => (
          <Read key={one.position} read={one} />
        ))}
      </ul>
      <ShowMore pages={reads}>{t('older')}</ShowMore>
    </Section>
  )
}

function Read({ read }: { read: OwnDataRead }) {
  const { t } = useTranslation(['account_reads', 'actions', 'shell'])
  const language = useLanguage()
  const roles = read.roles.map((role) => t(`shell:role.${role}`))
  const who = [...roles, ...read.organisations].join(', ') || t('account_reads:no_role')
  return (
    <li>
      <div>
        <strong>{t(`actions:did.${read.action}` as never, { defaultValue: read.action })}</strong>
        <p className="flush small subtle">
          <time dateTime={read.at}>{datetime(language, read.at)}</time> · {who}
          {read.by_program && ` · ${t('account_reads:by_program')}`}
          {read.people_count > 1 && ` · ${t('account_reads:among', { count: read.people_count })}`}
        </p>
      </div>
    </li>
  )
}
