import { Skeleton } from '@navikt/ds-react'
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangeOut, HistoryPage, Reference } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { Parts } from '../../ui/changes/parts'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { ShowMore } from '../../ui/show-more'
import type { FrameworkKind, ThingKind } from './kinds'
import { changesQuery, resultChangesQuery } from './queries'
import '../../ui/changes/changes.css'

export function ObjectChanges({ kind, id }: { kind: ThingKind; id: string }) {
  return <Changes query={useInfiniteQuery(changesQuery(kind, id))} id={id} />
}

export function ResultChanges({ kind, id }: { kind: FrameworkKind; id: string }) {
  return <Changes query={useInfiniteQuery(resultChangesQuery(kind, id))} id={id} />
}

type Pages = UseInfiniteQueryResult<{ pages: HistoryPage[] }, unknown>

/** Everything that was changed, newest first. */
function Changes({ query, id }: { query: Pages; id: string }) {
  const { t } = useTranslation('history')
  const { data, error } = query
  if (error && !data) return <InlineError error={error} retry={query.refetch} />
  if (!data) return <Skeleton variant="rounded" height={240} />
  const changes = data.pages.flatMap((page) => page.items)
  const references = data.pages.flatMap((page) => page.references)
  if (changes.length === 0) return <EmptyState title={t('no_changes')} />
  return (
    <>
      <ol className="changes">
        {changes.map((change) => (
          <li key={change.id}>
            <Change change={change} references={references} id={id} />
          </li>
        ))}
      </ol>
      <ShowMore pages={query}>{t('older')}</ShowMore>
    </>
  )
}

function Change({ change, references, id }: { change: ChangeOut; references: Reference[]; id: string }) {
  const { t } = useTranslation('history')
  const language = useLanguage()
  return (
    <article>
      <p className="changes__head">
        <time dateTime={change.at}>{datetime(language, change.at)}</time>
        <strong>{change.by ? (change.by.name ?? t('somebody')) : t('the_system')}</strong>
        {change.on_behalf_of && (
          <span className="subtle">{t('through', { program: change.on_behalf_of })}</span>
        )}
      </p>
      {change.reason && (
        <blockquote className="changes__reason">
          <span className="subtle">{t('reason')}:</span> {change.reason}
        </blockquote>
      )}
      <Parts parts={change.parts} references={references} of={id} />
    </article>
  )
}
