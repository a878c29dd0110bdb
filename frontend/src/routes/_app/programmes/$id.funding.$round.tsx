import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { orders, outcomes } from '../../../features/funding/outcomes'
import { roundQuery } from '../../../features/funding/queries'
import { SavedViews } from '../../../features/views/saved-views'
import { laterTexts } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { given } from '../../../lib/given'
import { choice, flag, listSearch, searchSchema, text } from '../../../lib/search'
import { FilterBar } from '../../../ui/filter-bar'
import { ListDownload } from '../../../ui/list-download'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

// The table comes after the rest of the page.
const Applications = lazy(() =>
  import('../../../features/funding/applications').then((part) => ({ default: part.Applications })),
)

// The choices are looked at where the page is: this part is fetched with every page.
const search = searchSchema({ ...listSearch, outcome: text(), supported: text() })

export const Route = createFileRoute('/_app/programmes/$id/funding/$round')({
  validateSearch: search,
  loader: laterTexts,
  component: Round,
})

/** Who applied in a round of funding, and what came of it. */
function Round() {
  const { t } = useTranslation(['funding', 'programmes'])
  const { id, round } = Route.useParams()
  const values = Route.useSearch()
  const { data } = useSuspenseQuery(roundQuery(round))
  const may = useMayOn('programme.write', 'programme', data.programme.id)
  const pick = usePickText()
  const { after: cursor, q } = values
  const sort = choice(orders)(values.sort)
  const outcome = choice(outcomes)(values.outcome)
  const supported = flag()(values.supported)
  return (
    <>
      <PageHeader
        title={pick(data.name, data.original_language)}
        lead={data.giver ? t('funding:given_by', { name: data.giver.name }) : undefined}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          {
            label: pick(data.programme.title, data.programme.original_language),
            link: { to: '/programmes/$id', params: { id } },
          },
          { label: t('funding:title'), link: { to: '/programmes/$id/funding', params: { id } } },
        ]}
        actions={
          <>
            <SavedViews />
            <ListDownload list={`funding-rounds/${round}/applications`} values={values} />
          </>
        }
      />
      <FilterBar
        values={values}
        search={t('funding:search')}
        filters={[
          {
            key: 'outcome',
            label: t('funding:outcome'),
            options: outcomes.map((value) => ({ value, label: t(`funding:outcomes.${value}`) })),
          },
          {
            key: 'supported',
            label: t('funding:support'),
            options: [
              { value: 'true', label: t('funding:is_supported') },
              { value: 'false', label: t('funding:is_not_supported') },
            ],
          },
        ]}
      />
      <Suspense fallback={<div className="pending" />}>
        <Applications round={data} asked={given({ q, sort, outcome, supported, cursor })} may={may} />
      </Suspense>
    </>
  )
}
