import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import type { DataSubject, PagePersonRequestOut } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { HoldingsTable } from './holdings-table'
import { isOpen, useAskForCopy, useHoldings } from './queries'
import { RequestList } from './request-list'

const EraseDialog = lazy(() => import('./erase-dialog').then((part) => ({ default: part.EraseDialog })))

interface DataRightsProps {
  personId: string
  /** Whose data it is, where it is not one's own. */
  person?: DataSubject
  requests: PagePersonRequestOut | undefined
  copy: string
  erase: string
}

/** What is stored of a person, what was asked for, and what can be asked for. */
export function DataRights({ personId, person, requests, copy, erase }: DataRightsProps) {
  const holdings = useHoldings(personId)
  const ask = useAskForCopy()
  const [erasing, setErasing] = useState(false)
  const body = { kind: 'export' as const, ...(person ? { person_id: person.id } : {}) }
  return (
    <>
      {holdings.error ? <InlineError error={holdings.error} /> : null}
      {!holdings.isPending && !holdings.error && <HoldingsTable tables={holdings.tables} />}
      {requests && requests.items.length > 0 && <RequestList requests={requests.items} />}
      {ask.error ? <InlineError error={ask.error} /> : null}
      <div className="privacy-actions">
        <Button
          size="small"
          variant="secondary"
          loading={ask.isPending}
          disabled={isOpen(requests, 'export')}
          onClick={() => ask.mutate({ body })}
        >
          {copy}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          data-color="danger"
          disabled={isOpen(requests, 'erasure')}
          onClick={() => setErasing(true)}
        >
          {erase}
        </Button>
      </div>
      {erasing && (
        <Suspense>
          <EraseDialog
            tables={holdings.tables}
            {...(person ? { person } : {})}
            close={() => setErasing(false)}
          />
        </Suspense>
      )}
    </>
  )
}
