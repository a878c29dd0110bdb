import './privacy.css'
import { BodyLong, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DataRights } from './data-rights'
import { ownRequestsQuery } from './queries'

/** On one's own account: what is stored, a copy of it, and its erasure. */
export function MyData({ accountId }: { accountId: string }) {
  const { t } = useTranslation('privacy')
  const { data: requests } = useQuery(ownRequestsQuery())
  return (
    <section className="privacy-mine" aria-labelledby="my-data">
      <Heading level="2" size="small" id="my-data">
        {t('my_data.title')}
      </Heading>
      <BodyLong>
        {t('my_data.lead')} <Link to="/privacy">{t('my_data.notice')}</Link>
      </BodyLong>
      <DataRights personId={accountId} requests={requests} copy={t('export.ask')} erase={t('erasure.ask')} />
    </section>
  )
}
