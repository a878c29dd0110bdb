import { Button } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataSubject } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { EraseDialog } from './erase-dialog'
import { HoldingsTable } from './holdings-table'
import { isOpen, requestsOfQuery, useAskForCopy, useHoldings } from './queries'
import { RequestList } from './request-list'

/** Somebody's rights, carried out for them: a copy of what is stored, and its erasure. */
export function PersonData({ person }: { person: DataSubject }) {
  const { t } = useTranslation('privacy')
  const holdings = useHoldings(person.id)
  const requests = useQuery(requestsOfQuery(person.id))
  const ask = useAskForCopy()
  const [erasing, setErasing] = useState(false)
  const items = requests.data?.items ?? []
  useReadAnew(items.filter(({ ended_at }) => ended_at !== null).length)
  return (
    <div className="privacy-mine privacy-mine--alone">
      <p className="flush">{t('person.lead')}</p>
      {holdings.error ? <InlineError error={holdings.error} /> : null}
      {!holdings.isPending && !holdings.error && <HoldingsTable tables={holdings.tables} />}
      {items.length > 0 && <RequestList requests={items} />}
      {ask.error ? <InlineError error={ask.error} /> : null}
      <div className="privacy-actions">
        <Button
          size="small"
          variant="secondary"
          loading={ask.isPending}
          disabled={isOpen(requests.data, 'export')}
          onClick={() => ask.mutate({ body: { kind: 'export', person_id: person.id } })}
        >
          {t('person.copy')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          data-color="danger"
          disabled={isOpen(requests.data, 'erasure')}
          onClick={() => setErasing(true)}
        >
          {t('person.erase')}
        </Button>
      </div>
      {erasing && <EraseDialog tables={holdings.tables} person={person} close={() => setErasing(false)} />}
    </div>
  )
}

/** What was under way has ended: a name may be gone, and entries with it. */
function useReadAnew(ended: number): void {
  const cache = useQueryClient()
  const before = useRef(ended)
  useEffect(() => {
    if (before.current === ended) return
    before.current = ended
    void cache.invalidateQueries({ predicate: ({ queryKey }) => changedByRequests(queryKey) })
  }, [ended, cache])
}

const changedByRequests = ([key]: readonly unknown[]): boolean =>
  ['getDataSubject', 'getHoldings', 'listContacts', 'getPerson', 'listPeople'].includes(
    (key as { _id?: string } | undefined)?._id ?? '',
  )
