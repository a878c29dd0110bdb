import { Button, Loader } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listEntriesQueryKey } from '../../api/indicators/@tanstack/react-query.gen'
import { listEntries } from '../../api/indicators/sdk.gen'
import type { IndicatorOut, PeriodOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { given } from '../../lib/given'
import { InlineError } from '../../ui/inline-error'
import { useFigure } from './figures'

/** Everything that was recorded for a period, the newest first: nothing of it is ever changed. */
export function EntryHistory({ indicator, period }: { indicator: IndicatorOut; period: PeriodOut }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const say = useFigure(indicator)
  const path = { period_id: period.id }
  const history = useInfiniteQuery({
    queryKey: listEntriesQueryKey({ path }),
    queryFn: async ({ pageParam, signal }) => {
      const query = given({ limit: 20, cursor: pageParam })
      return (await listEntries({ path, query, signal, throwOnError: true })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  if (history.isPending) return <Loader size="small" title={t('history_loading')} />
  if (history.isError) return <InlineError error={history.error} retry={history.refetch} />
  return (
    <>
      <ol className="history" reversed>
        {history.data.pages
          .flatMap(({ items }) => items)
          .map((entry, index) => (
            <li key={entry.id}>
              <strong className="num">{entry.text ?? say(entry.value)}</strong>
              <span>
                {[
                  t(`states.${entry.state}`),
                  t(`statuses.${entry.status}`),
                  entry.recorded_by?.display_name,
                  datetime(language, entry.recorded_at),
                ]
                  .filter(Boolean)
                  .join(', ')}
                {index === 0 && ` – ${t('holds')}`}
              </span>
              {entry.comment && <q>{entry.comment}</q>}
            </li>
          ))}
      </ol>
      {history.hasNextPage && (
        <Button
          size="small"
          variant="tertiary"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('history_more')}
        </Button>
      )}
    </>
  )
}
