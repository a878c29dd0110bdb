import './privacy.css'
import { BodyLong, Button, Heading } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  askForPersonDataMutation,
  listPersonRequestsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import { InlineError } from '../../ui/inline-error'
import { EraseDialog } from './erase-dialog'
import { HoldingsTable } from './holdings-table'
import { ownRequestsQuery, useHoldings } from './queries'
import { RequestList } from './request-list'

/** On one's own account: what is stored, a copy of it, and its erasure. */
export function MyData({ accountId }: { accountId: string }) {
  const { t } = useTranslation('privacy')
  const holdings = useHoldings(accountId)
  const requests = useQuery(ownRequestsQuery())
  const cache = useQueryClient()
  const [erasing, setErasing] = useState(false)
  const ask = useMutation({
    ...askForPersonDataMutation(),
    onSuccess: () => cache.invalidateQueries({ queryKey: listPersonRequestsQueryKey() }),
  })
  const open = (kind: 'export' | 'erasure') =>
    requests.data?.items.some(
      (one) => one.kind === kind && (one.state === 'requested' || one.state === 'running'),
    ) ?? true
  return (
    <section className="privacy-mine" aria-labelledby="my-data">
      <Heading level="2" size="small" id="my-data">
        {t('my_data.title')}
      </Heading>
      <BodyLong>
        {t('my_data.lead')} <Link to="/privacy">{t('my_data.notice')}</Link>
      </BodyLong>
      {holdings.error ? <InlineError error={holdings.error} /> : null}
      {!holdings.isPending && !holdings.error && <HoldingsTable tables={holdings.tables} />}
      {requests.data && requests.data.items.length > 0 && <RequestList requests={requests.data.items} />}
      {ask.error ? <InlineError error={ask.error} /> : null}
      <div className="privacy-actions">
        <Button
          size="small"
          variant="secondary"
          loading={ask.isPending}
          disabled={open('export')}
          onClick={() => ask.mutate({ body: { kind: 'export' } })}
        >
          {t('export.ask')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          data-color="danger"
          disabled={open('erasure')}
          onClick={() => setErasing(true)}
        >
          {t('erasure.ask')}
        </Button>
      </div>
      {erasing && <EraseDialog tables={holdings.tables} close={() => setErasing(false)} />}
    </section>
  )
}
