import { Skeleton, Table } from '@navikt/ds-react'
import {
  type ColumnDef,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Column, DataTableProps } from './data-table'
import { nextSort, readSort } from './sorting'

const features = tableFeatures({ rowSortingFeature })
const none: never[] = []

export interface ViewProps<Row extends RowData> extends DataTableProps<Row> {
  onSort: (sort: string | undefined) => void
}

export function DataGrid<Row extends RowData>({
  label,
  columns,
  query,
  rowId,
  sort,
  onSort,
}: ViewProps<Row>) {
  const { by, descending } = readSort(sort)
  const definitions = useMemo(
    () => columns.map(({ id, header }): ColumnDef<typeof features, Row> => ({ id, header })),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: query.data?.items ?? (none as Row[]),
    getRowId: rowId,
    manualSorting: true,
  })
  const sorted = by
    ? { orderBy: by, direction: descending ? ('descending' as const) : ('ascending' as const) }
    : undefined
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="data-grid" aria-label={label} tabIndex={0}>
      <Table
        size="small"
        {...(sorted ? { sort: sorted } : {})}
        onSortChange={(key) =>
          onSort(
            nextSort(
              sort,
              columns.find((column) => column.sort === key),
            ),
          )
        }
      >
        <caption className="sr-only">{label}</caption>
        <Table.Header>
          <Table.Row>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} />
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {query.isPending && <SkeletonRows columns={columns} />}
          {table.getRowModel().rows.map((row) => (
            <Table.Row key={row.id}>
              {columns.map((column, index) => (
                <BodyCell key={column.id} column={column} row={row.original} first={index === 0} />
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  )
}

function HeaderCell<Row extends RowData>({ column }: { column: Column<Row> }) {
  const { sort, align = 'left', header, width } = column
  return (
    <Table.ColumnHeader
      align={align}
      {...(width ? { style: { minInlineSize: width } } : {})}
      {...(sort ? { sortable: true, sortKey: sort } : { scope: 'col' })}
    >
      {header}
    </Table.ColumnHeader>
  )
}

function BodyCell<Row extends RowData>({
  column,
  row,
  first,
}: {
  column: Column<Row>
  row: Row
  first: boolean
}) {
  const align = column.align ?? 'left'
  if (first) return <Table.HeaderCell scope="row">{column.cell(row)}</Table.HeaderCell>
  const style = [align === 'right' && 'num', (column.nowrap || align === 'right') && 'nowrap'].filter(Boolean)
  return (
    <Table.DataCell align={align} {...(style.length > 0 ? { className: style.join(' ') } : {})}>
      {column.cell(row)}
    </Table.DataCell>
  )
}

const waiting = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

function SkeletonRows<Row extends RowData>({ columns }: { columns: Column<Row>[] }) {
  return waiting.map((row) => (
    <Table.Row key={row} aria-hidden>
      {columns.map((column) => (
        <Table.DataCell key={column.id}>
          <Skeleton variant="text" />
        </Table.DataCell>
      ))}
    </Table.Row>
  ))
}
