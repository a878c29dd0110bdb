import './reporting.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, Select, Skeleton } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TimelinessPage, TimelinessRow } from '../../api/indicators/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { StackedBars } from '../../charts/stacked-bars'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { usePeriod } from '../../lib/period'
import { useSearchChange } from '../../lib/search'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { groupings } from './kinds'
import { type TimelinessAsked, timelinessPages } from './queries'

const parts = ['on_time', 'late', 'missing'] as const
const counts = ['expected', 'received', ...parts, 'upcoming', 'accepted'] as const
type By = (typeof groupings)[number]

/** How punctually reports came: a bar for each partner, programme, period or kind. */
export function Timeliness({ asked }: { asked: TimelinessAsked & { by: By } }) {
  const { t } = useTranslation('reporting')
  const found = useInfiniteQuery(timelinessPages(asked))
  const [first] = found.data?.pages ?? []
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {found.isError && <InlineError error={found.error} retry={found.refetch} />}
      {found.isPending && <Skeleton variant="rounded" height="14rem" />}
      {first && rows.length === 0 && <EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>}
      {first && rows.length > 0 && (
        <div className="stack">
          <Figure overall={first.overall} rows={rows} asked={asked} />
          <div className="reporting-buttons noprint">
            {found.hasNextPage && (
              <Button
                size="small"
                variant="secondary"
                data-color="neutral"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {t('more_rows')}
              </Button>
            )}
            <FileLink asked={asked} />
          </div>
        </div>
      )}
    </>
  )
}

/** By what they are counted: kept in the address. */
export function Ways({ by }: { by: By }) {
  const { t } = useTranslation('reporting')
  const change = useSearchChange()
  return (
    <Select
      size="small"
      label={t('by.label')}
      value={by}
      onChange={(event) => change({ by: event.target.value })}
    >
      {groupings.map((way) => (
        <option key={way} value={way}>
          {t(`by.${way}`)}
        </option>
      ))}
    </Select>
  )
}

interface FigureProps {
  overall: TimelinessPage['overall']
  rows: readonly TimelinessRow[]
  asked: TimelinessAsked & { by: By }
}

function Figure({ overall, rows, asked }: FigureProps) {
  const { by } = asked
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const nameOf = useNames()
  const share = (value: string | null) =>
    value && num(language, value, { style: 'percent', maximumFractionDigits: 0 })
  const cells = (row: TimelinessRow) => counts.map((name) => row[name])
  return (
    <ChartFigure
      level="2"
      title={t(`by_title.${by}`)}
      summary={t('timeliness_summary', { ...overall })}
      table={{
        head: [
          t(`by.${by}`),
          ...counts.map((name) => t(`count.${name}`)),
          t('count.completeness'),
          t('count.timeliness'),
        ],
        rows: rows.map((row) => [nameOf(row), ...cells(row), share(row.completeness), share(row.timeliness)]),
        csv: rows.map((row) => [nameOf(row), ...cells(row), row.completeness, row.timeliness]),
      }}
    >
      <StackedBars
        label={t(`by_title.${by}`)}
        bars={rows.map((row) => ({
          key: nameOf(row) + (row.partner?.id ?? ''),
          label: <Name row={row} name={nameOf(row)} asked={asked} />,
          total: row.expected,
          parts: parts.map((key) => ({ key, label: t(`count.${key}`), count: row[key] })),
        }))}
      />
    </ChartFigure>
  )
}

interface NameProps {
  row: TimelinessRow
  name: string
  asked: TimelinessAsked
}

/** It leads to what it is about: a partner to what it owes, a programme to its partners. */
function Name({ row: { partner, programme }, name, asked: { owner_id, year } }: NameProps) {
  if (programme)
    return (
      <Link to="/reporting" search={{ programme: programme.id, year: String(year) }}>
        {name}
      </Link>
    )
  if (!partner) return name
  return owner_id ? (
    <Link
      to="/programmes/$id/reporting"
      params={{ id: owner_id }}
      search={{ organisation: partner.id, year: String(year) }}
    >
      {name}
    </Link>
  ) : (
    <Link to="/organisations/$id" params={{ id: partner.id }}>
      {name}
    </Link>
  )
}

function useNames(): (row: TimelinessRow) => string {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  const days = usePeriod()
  return ({ partner, programme, period, kind }) => {
    if (programme) return pick(programme.title, programme.original_language)
    if (period) return days(period.starts_on, period.ends_on)
    return kind ? t(`kind.${kind}`) : (partner?.name ?? t('nobody'))
  }
}

/** A link, so that the browser itself saves the file. */
function FileLink({ asked }: { asked: TimelinessAsked }) {
  const { t } = useTranslation('reporting')
  const locale = useLanguage()
  const query = Object.entries({ ...asked, locale }).map(([key, value]) => [key, String(value)])
  return (
    <Button
      as="a"
      role="link"
      size="small"
      variant="secondary"
      href={`/api/indicators/v1/reporting-timeliness.csv?${new URLSearchParams(query)}`}
      download
      icon={<DownloadIcon aria-hidden />}
    >
      {t('csv')}
    </Button>
  )
}
