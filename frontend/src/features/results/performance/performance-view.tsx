import './performance.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listPerformanceOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { ListPerformanceData } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { given } from '../../../lib/given'
import { useMedia } from '../../../lib/use-media'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { InlineError } from '../../../ui/inline-error'
import { LinkButton } from '../../../ui/link-button'
import { ResultsWaiting } from '../results-waiting'
import { AxisMenu } from './axis-menu'
import { hiddenIn } from './columns'
import { ColumnsMenu } from './columns-menu'
import { levels, stands } from './dashboard-search'
import { DayOfFigures } from './day-of-figures'
import { ExplainPanel } from './explain-panel'
import { Multiples } from './multiples'
import { WithoutValues } from './no-values'
import { PerformanceCards } from './performance-cards'
import { PerformanceTable } from './performance-table'
import { Way } from './way'

export type Asked = Omit<NonNullable<ListPerformanceData['query']>, 'by' | 'cursor' | 'limit' | 'with_total'>

const PER_PAGE = 100
/** Those that are being worked out are soon there. */
const AGAIN_AFTER = 2000

export interface PerformanceViewProps {
  asked: Asked
  after: string | undefined
  /** The figure that is explained: an indicator, and a period or `life`. */
  figure: string | undefined
  /** The columns that are left out. */
  hide: string | undefined
  /** By the categories of which axis each is shown, too. */
  axis?: string | undefined
  withFramework?: boolean
  /** The day that is already said to be that of the figures. */
  told?: string
  /** Whose projects have figures of their own, on another page. */
  programme?: string | undefined
}

/** How indicators stand, period by period; each figure says where it comes from. */
export function PerformanceView(props: PerformanceViewProps) {
  const { asked, after, figure, hide, axis, withFramework, told, programme } = props
  const { t } = useTranslation('performance')
  const phone = useMedia('(max-width: 639px)')
  const query = { ...asked, limit: PER_PAGE, ...given({ by: axis, cursor: after }) }
  const page = useQuery({
    ...listPerformanceOptions({ query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(({ pending }) => pending) ? AGAIN_AFTER : false),
  })
  if (page.isError) return <InlineError error={page.error} retry={page.refetch} />
  if (!page.data) return <ResultsWaiting />
  const { items, next_cursor } = page.data
  const hidden = hiddenIn(hide)
  const shown = { rows: items, withFramework, hidden }
  return (
    <div className="stack" aria-busy={page.isPlaceholderData}>
      <h2 className="flush">{t('list')}</h2>
      {items.some(({ as_of }) => as_of !== told) && <DayOfFigures days={items.map(({ as_of }) => as_of)} />}
      <div className="results__tools">
        <p className="flush">{t('lead')}</p>
        <div className="results__buttons">
          <AxisMenu asked={asked} axis={axis} />
          <ColumnsMenu hidden={hidden} />
          <FileLink asked={{ ...asked, ...given({ by: axis }) }} />
        </div>
      </div>
      {programme && items.length > 0 && (
        <p className="flush">
          <Link to="/results" search={{ programme }}>
            {t('of_projects')}
          </Link>
        </p>
      )}
      {asked.owner_id && <Filters asked={asked} />}
      {next_cursor === null && !after && <WithoutValues rows={items} />}
      {items.length === 0 ? (
        <Nothing asked={asked} programme={programme} />
      ) : phone ? (
        <PerformanceCards {...shown} cut={next_cursor !== null} />
      ) : (
        <PerformanceTable {...shown} />
      )}
      <Way rows={items} withFramework={withFramework} />
      <Multiples rows={items} title={t('multiples.title')} of="progress" withFramework={withFramework} />
      <Pages after={after} next={next_cursor} />
      <ExplainPanel figure={figure} />
    </div>
  )
}

/** Why there is nothing, and where to go from here. */
function Nothing({ asked, programme }: Pick<PerformanceViewProps, 'asked' | 'programme'>) {
  const { t } = useTranslation('performance')
  const { owner_id: id, ...filters } = asked
  if (!id || Object.keys(filters).length > 0) {
    return <EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>
  }
  if (programme) {
    const action = (
      <LinkButton to="/results" search={{ programme }}>
        {t('of_projects')}
      </LinkButton>
    )
    return (
      <EmptyState title={t('empty_own')} action={action}>
        {t('empty_own_hint')}
      </EmptyState>
    )
  }
  const action = (
    <LinkButton to="/projects/$id/results" params={{ id }}>
      {t('to_results')}
    </LinkButton>
  )
  return (
    <EmptyState title={t('empty_first')} action={action}>
      {t('empty_first_hint')}
    </EmptyState>
  )
}

/** Within one framework; the dashboard has its own. */
function Filters({ asked: { kind, status } }: { asked: Asked }) {
  const { t } = useTranslation(['performance', 'results'])
  return (
    <FilterBar
      values={given({ kind: kind ?? undefined, status: status ?? undefined })}
      filters={[
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

/** Links, since each page has its address. */
function Pages({ after, next }: { after: string | undefined; next: string | null }) {
  const { t } = useTranslation()
  const to = (cursor: string | undefined) => ((old: object) => ({ ...old, after: cursor })) as never
  if (!after && !next) return null
  return (
    <nav className="paging noprint" aria-label={t('paging.label')}>
      {after && (
        <Link to="." search={to(undefined)}>
          {t('paging.first')}
        </Link>
      )}
      {next && (
        <Link to="." search={to(next)}>
          {t('paging.next')}
        </Link>
      )}
    </nav>
  )
}

/** A link, so that the browser itself saves the file. */
function FileLink({ asked }: { asked: Asked & { by?: string } }) {
  const { t } = useTranslation('performance')
  const locale = useLanguage()
  const query = Object.entries({ ...asked, locale }).map(([key, value]) => [key, String(value)])
  return (
    <Button
      as="a"
      role="link"
      size="small"
      variant="secondary"
      href={`/api/indicators/v1/performance.csv?${new URLSearchParams(query)}`}
      download
      icon={<DownloadIcon aria-hidden />}
    >
      {t('csv')}
    </Button>
  )
}
