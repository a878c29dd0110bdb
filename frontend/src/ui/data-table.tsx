import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../lib/search'
import { useMedia } from '../lib/use-media'
import { DataCards } from './data-cards'
import { DataGrid } from './data-grid'
import { EmptyState } from './empty-state'
import { InlineError } from './inline-error'
import { Paging } from './paging'

export interface Column<Row extends RowData> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The service's name for sorting by this column; without it one cannot. */
  sort?: string
  /** False when the service sorts by this column in one direction only. */
  descending?: false
  align?: 'left' | 'right'
  /** A CSS width, such as `12rem`. */
  width?: string
  /** Never broken over two lines: codes, dates. */
  nowrap?: true
  /** Left out of the card on a phone (the first column is its title). */
  hideOnCard?: true
}

export interface Page<Row extends RowData> {
  items: Row[]
  next_cursor?: string | null
  total?: number | null
}

/** What `useQuery` gives; ask with `placeholderData: keepPreviousData`, and the old rows stay while new ones come. */
export interface PageQuery<Row extends RowData> {
  data: Page<Row> | undefined
  isPending: boolean
  isPlaceholderData?: boolean
  error: unknown
  refetch?: () => unknown
}

export interface DataTableProps<Row extends RowData> {
  /** Names the table for those who cannot see what stands above it. */
  label: string
  columns: Column<Row>[]
  query: PageQuery<Row>
  rowId: (row: Row) => string
  /** The sorting in use, as the service says it: `title`, `-title`. */
  sort?: string | undefined
  /** "35 projects"; said aloud when it changes. */
  count?: (total: number) => string
  /** Shown instead of the table when there is nothing in it. */
  empty?: ReactNode
  /** Beside the count: a download, a switch. */
  tools?: ReactNode
}

/** A list from a service: sorted and paged by it, with everything in the address; cards on a phone. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, query, count, tools, sort } = props
  const { t } = useTranslation()
  const change = useSearchChange()
  const narrow = useMedia('(max-width: 639px)')
  const { data, error } = query
  if (error && !data) return <InlineError error={error} retry={query.refetch} />
  const total = data?.total ?? undefined
  const nothing = data?.items.length === 0
  const View = narrow ? DataCards : DataGrid
  return (
    <div className="data-table" aria-busy={query.isPending || Boolean(query.isPlaceholderData)}>
      <div className="data-table__bar">
        <p role="status">
          {total === undefined ? '' : count ? count(total) : t('table.count', { count: total })}
        </p>
        {tools}
      </div>
      {error ? <InlineError error={error} retry={query.refetch} /> : null}
      {nothing ? (
        (props.empty ?? <EmptyState title={t('table.empty')} />)
      ) : (
        <View {...props} label={label} sort={sort} onSort={(next) => change({ sort: next })} />
      )}
      <Paging next={data?.next_cursor} disabled={Boolean(query.isPlaceholderData)} />
    </div>
  )
}

/** Rows that are all at hand, in the shape that a list from a service has. */
export const allRows = <Row extends RowData>(items: Row[] | undefined): PageQuery<Row> => ({
  data: items && { items },
  isPending: items === undefined,
  error: null,
})
