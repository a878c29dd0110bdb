import './privacy.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataSubject } from '../../api/registry/types.gen'
import { DataRights } from './data-rights'
import { requestsOfQuery } from './queries'

/** Somebody's rights, carried out for them: a copy of what is stored, and its erasure. */
export function PersonData({ person }: { person: DataSubject }) {
  const { t } = useTranslation('privacy')
  const { data: requests } = useQuery(requestsOfQuery(person.id))
  useReadAnew(requests?.items.filter(({ ended_at }) => ended_at !== null).length ?? 0)
  return (
    <div className="privacy-mine privacy-mine--alone">
      <p className="flush">{t('person.lead')}</p>
      <DataRights
        personId={person.id}
        person={person}
        requests={requests}
        copy={t('person.copy')}
        erase={t('person.erase')}
      />
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
