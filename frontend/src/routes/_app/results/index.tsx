import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { getProjectChoicesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { levels, stands, ways } from '../../../features/results/performance/dashboard-search'
import { ResultsWaiting } from '../../../features/results/results-waiting'
import { SavedViews } from '../../../features/views/saved-views'
import { laterTexts } from '../../../i18n'
import { useCountries } from '../../../lib/countries'
import { given } from '../../../lib/given'
import { choice, matching, type SearchOf, searchSchema, text, uuid } from '../../../lib/search'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

const Dashboard = lazy(() =>
  import('../../../features/results/performance/dashboard').then((part) => ({ default: part.Dashboard })),
)
const Comparison = lazy(() =>
  import('../../../features/results/performance/comparison').then((part) => ({ default: part.Comparison })),
)

const ResultMap = lazy(() =>
  import('../../../features/results/performance/result-map').then((part) => ({ default: part.ResultMap })),
)

// The choices are looked at where the page is: this part is fetched with every page.
const search = searchSchema({
  programme: uuid(),
  country: matching(/^[A-Z]{2}$/),
  theme: uuid(),
  kind: text(),
  status: text(),
  by: text(),
  view: text(),
  projects: text(),
  /** The columns that are left out. */
  hide: text(),
  axis: text(),
  /** What a map shows of each place. */
  definition: uuid(),
  after: text(),
  figure: text(),
})

export const Route = createFileRoute('/_app/results/')({
  validateSearch: search,
  loader: () => laterTexts(),
  component: Results,
})

function Results() {
  const { t } = useTranslation('performance')
  const values = Route.useSearch()
  const { programme, theme, country, after, figure, hide, axis } = values
  const kind = choice(levels)(values.kind)
  const status = choice(stands)(values.status)
  const by = choice(ways)(values.by) ?? 'kind'
  if (values.view === 'compare') return <Compare projects={values.projects} figure={figure} />
  const asked = given({ programme_id: programme, theme_id: theme, country, kind, status })
  if (values.view === 'map') return <MapOfResults values={values} asked={asked} />
  return (
    <>
      <PageHeader
        title={t('page')}
        lead={t('page_lead')}
        actions={
          <>
            <SavedViews />
            <LinkButton
              to="/results"
              search={{ ...values, after: undefined, view: 'map' }}
              variant="secondary"
            >
              {t('map.show')}
            </LinkButton>
            <LinkButton to="/results" search={{ view: 'compare' }} variant="secondary">
              {t('compare.title')}
            </LinkButton>
          </>
        }
      />
      <Filters values={values} />
      <Suspense fallback={<ResultsWaiting />}>
        <Dashboard asked={asked} by={by} after={after} figure={figure} hide={hide} axis={axis} />
      </Suspense>
    </>
  )
}

interface MapOfResultsProps {
  values: SearchOf<typeof search>
  asked: Parameters<typeof ResultMap>[0]['asked']
}

function MapOfResults({ values, asked }: MapOfResultsProps) {
  const { t } = useTranslation('performance')
  return (
    <>
      <PageHeader
        title={t('map.title')}
        lead={t('map.lead')}
        crumbs={[{ label: t('page'), link: { to: '/results' } }]}
        actions={
          <>
            <SavedViews />
            <LinkButton
              to="/results"
              search={{ ...values, view: undefined, definition: undefined, figure: undefined }}
              variant="secondary"
            >
              {t('map.dashboard')}
            </LinkButton>
          </>
        }
      />
      <Filters values={values} />
      <Suspense fallback={<ResultsWaiting />}>
        <ResultMap asked={asked} definition={values.definition} figure={values.figure} />
      </Suspense>
    </>
  )
}

function Compare({ projects, figure }: Pick<SearchOf<typeof search>, 'projects' | 'figure'>) {
  const { t } = useTranslation('performance')
  return (
    <>
      <PageHeader
        title={t('compare.title')}
        lead={t('compare.lead')}
        crumbs={[{ label: t('page'), link: { to: '/results' } }]}
        actions={<SavedViews />}
      />
      <Suspense fallback={<ResultsWaiting />}>
        <Comparison projects={projectsIn(projects)} figure={figure} />
      </Suspense>
    </>
  )
}

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Up to four, with dots between: nothing in an address has to be written otherwise. */
const projectsIn = (projects = '') =>
  projects
    .split('.')
    .filter((one) => id.test(one))
    .slice(0, 4)

function Filters({ values }: { values: SearchOf<typeof search> }) {
  const { t } = useTranslation(['performance', 'results'])
  const { data } = useQuery(getProjectChoicesOptions())
  const { choices: countries } = useCountries()
  const pick = usePickText()
  return (
    <FilterBar
      values={{ ...values }}
      filters={[
        {
          key: 'programme',
          label: t('performance:filter.programme'),
          options: (data?.programmes ?? []).map(({ id, title, original_language }) => ({
            value: id,
            label: pick(title, original_language),
          })),
        },
        {
          key: 'country',
          label: t('performance:filter.country'),
          options: countries.filter(({ value }) => data?.countries.includes(value)),
        },
        {
          key: 'theme',
          label: t('performance:filter.theme'),
          options: (data?.themes ?? []).map(({ id, name }) => ({ value: id, label: pick(name) })),
        },
        {
          key: 'kind',
          label: t('performance:filter.kind'),
          options: levels.map((value) => ({ value, label: t(`results:kinds.${value}.one`) })),
        },
        {
          key: 'status',
          label: t('performance:filter.status'),
          options: stands.map((value) => ({ value, label: t(`performance:status.${value}`) })),
        },
      ]}
    />
  )
}
