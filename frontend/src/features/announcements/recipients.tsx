import { Heading, Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RecipientsOut } from '../../api/notifications/types.gen'
import { InlineError } from '../../ui/inline-error'
import { recipientsQuery } from './queries'

/** Whom a draft would go to now: how many, and the names of those whom one may see. */
export function Recipients({ programmeId, id }: { programmeId: string; id: string }) {
  const { t } = useTranslation('announcements')
  const { data, error, refetch } = useQuery(recipientsQuery(programmeId, id))
  return (
    <section className="panel" aria-labelledby="recipients">
      <Heading level="2" size="small" id="recipients">
        {t('recipients')}
      </Heading>
      {error && <InlineError error={error} retry={refetch} />}
      {!data && !error && <Skeleton variant="rounded" height="4rem" />}
      {data && <Found found={data} />}
    </section>
  )
}

function Found({ found }: { found: RecipientsOut }) {
  const { t } = useTranslation('announcements')
  const { count, people, named_count, without_account } = found
  const more = named_count - people.length
  const unnamed = count - named_count
  return (
    <div className="stack">
      {count === 0 ? (
        <p className="flush">{t('nobody')}</p>
      ) : (
        <p className="flush">
          <strong>{t('count', { count })}</strong>
        </p>
      )}
      {people.length > 0 && (
        <ul className="recipients">
          {people.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and the list stays as it is
            <li key={at}>{one.display_name}</li>
          ))}
          {more > 0 && <li className="subtle">{t('more', { count: more })}</li>}
        </ul>
      )}
      {unnamed > 0 && <p className="flush subtle">{t('unnamed', { count: unnamed })}</p>}
      {without_account > 0 && (
        <p className="flush subtle">{t('without_account', { count: without_account })}</p>
      )}
    </div>
  )
}
