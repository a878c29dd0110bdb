import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { programmeQuery } from '../../../features/programmes/queries'
import { Asked } from '../../../features/reporting/asked'
import { Calendar } from '../../../features/reporting/calendar'
import { kinds, statuses } from '../../../features/reporting/kinds'
import { Partners } from '../../../features/reporting/partners'
import { Years } from '../../../features/reporting/years'
import { SavedViews } from '../../../features/views/saved-views'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, matching, searchSchema, text, uuid } from '../../../lib/search'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

// The choices are looked at where the page is: this part is fetched with every page.
const search = searchSchema({
  year: matching(/^(19[5-9]|2[01]\d)\d$/),
  status: text(),
  kind: text(),
  organisation: uuid(),
})

export const Route = createFileRoute('/_app/programmes/$id/reporting')({
  validateSearch: search,
  loader: laterTexts,
  component: Reporting,
})

/** Who owes a programme which reports. */
function Reporting() {
  const { t } = useTranslation(['reporting', 'programmes'])
  const { id } = Route.useParams()
  const values = Route.useSearch()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  const year = Number(values.year ?? new Date().getFullYear())
  const status = choice(statuses)(values.status)
  const kind = choice(kinds)(values.kind)
  const asked = given({ year, status, kind, organisation_id: values.organisation })
  return (
    <>
      <PageHeader
        title={t('reporting:title')}
        lead={t('reporting:lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
        actions={
          <>
            <SavedViews />
            <LinkButton to="/reporting" search={{ programme: id, year: values.year }} variant="secondary">
              {t('reporting:timeliness')}
            </LinkButton>
            <Asked programmeId={id} />
          </>
        }
      />
      <FilterBar
        values={{ ...values }}
        filters={[
          {
            key: 'status',
            label: t('reporting:status_label'),
            options: statuses.map((value) => ({ value, label: t(`reporting:status.${value}`) })),
          },
          {
            key: 'kind',
            label: t('reporting:kind_of'),
            options: kinds.map((value) => ({ value, label: t(`reporting:kind.${value}`) })),
          },
        ]}
      >
        <Partners ownerId={id} year={year} chosen={values.organisation} />
      </FilterBar>
      <Years year={year} />
      <Calendar ownerId={id} asked={asked} />
    </>
  )
}
