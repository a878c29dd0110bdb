import { DownloadIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { csvAddress } from '../../../features/audit/address'
import { eventKinds, objectTypes, outcomes } from '../../../features/audit/kinds'
import { laterTexts } from '../../../i18n'
import { choice, isoDate, matching, searchSchema, text, uuid } from '../../../lib/search'
import { LinkTabs } from '../../../ui/link-tabs'
import { PageHeader } from '../../../ui/page-header'

/** One of them is looked at; the other is fetched when it is. */
const EventList = lazy(() =>
  import('../../../features/audit/event-list').then(({ EventList }) => ({ default: EventList })),
)
const ReadList = lazy(() =>
  import('../../../features/audit/read-list').then(({ ReadList }) => ({ default: ReadList })),
)

const search = searchSchema({
  tab: choice(['reads']),
  after: text(),
  kind: choice(eventKinds),
  outcome: choice(outcomes),
  object_type: choice(objectTypes),
  action: matching(/^[a-z0-9_.]{1,100}$/),
  actor: uuid(),
  person: uuid(),
  object: uuid(),
  request: uuid(),
  from: isoDate(),
  to: isoDate(),
})

export const Route = createFileRoute('/_app/audit/')({
  validateSearch: search,
  loader: laterTexts,
  component: Audit,
})

/** Who did what and who saw whose data, for auditors and administrators. */
function Audit() {
  const { t } = useTranslation('audit')
  const { tab, ...values } = Route.useSearch()
  const to = '/audit'
  const download = (
    <Button
      as="a"
      size="small"
      variant="secondary"
      icon={<DownloadIcon aria-hidden />}
      href={csvAddress(values)}
      download
    >
      {t('download')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={tab ? undefined : download} />
      <LinkTabs
        label={t('title')}
        tabs={[
          { label: t('events'), link: { to, search: {} } },
          { label: t('reads.title'), link: { to, search: { tab: 'reads' } } },
        ]}
      />
      <Suspense fallback={<div className="pending" />}>
        {tab ? <ReadList values={values} /> : <EventList values={values} />}
      </Suspense>
    </>
  )
}
