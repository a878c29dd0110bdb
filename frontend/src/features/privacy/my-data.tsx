import './privacy.css'
import { BodyLong, Button, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineError } from '../../ui/inline-error'
import { EraseDialog } from './erase-dialog'
import { HoldingsTable } from './holdings-table'
import { isOpen, ownRequestsQuery, useAskForCopy, useHoldings } from './queries'
import { RequestList } from './request-list'

/** On one's own account: what is stored, a copy of it, and its erasure. */
export function MyData({ accountId }: { accountId: string }) {
  const { t } = useTranslation('privacy')
  const holdings = useHoldings(accountId)
  const requests = useQuery(ownRequestsQuery())
  const [erasing, setErasing] = useState(false)
  const ask = useAskForCopy()
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
          disabled={isOpen(requests.data, 'export')}
          onClick={() => ask.mutate({ body: { kind: 'export' } })}
        >
          {t('export.ask')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          data-color="danger"
          disabled={isOpen(requests.data, 'erasure')}
          onClick={() => setErasing(true)}
        >
          {t('erasure.ask')}
        </Button>
      </div>
      {erasing && <EraseDialog tables={holdings.tables} close={() => setErasing(false)} />}
    </section>
  )
}
