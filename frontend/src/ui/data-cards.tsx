import { Select, Skeleton } from '@navikt/ds-react'
import type { RowData } from '@tanstack/react-table'
import { useTranslation } from 'react-i18next'
import type { ViewProps } from './data-grid'
import type { Column } from './data-table'

/** The same rows where a table does not fit: a list of cards, and a choice of order instead of headings to press. */
export function DataCards<Row extends RowData>({
  label,
  columns,
  query,
  rowId,
  sort,
  onSort,
}: ViewProps<Row>) {
  const [title, ...rest] = columns
  if (!title) return null
  const shown = rest.filter((column) => !column.hideOnCard)
  return (
    <>
      <SortChoice columns={columns} sort={sort} onSort={onSort} />
      <ul className="data-cards" aria-label={label}>
        {query.isPending && <Waiting />}
        {query.data?.items.map((row) => (
          <li key={rowId(row)}>
            <div className="data-cards__title">{title.cell(row)}</div>
            <dl>
              {shown.map((column) => (
                <div key={column.id}>
                  <dt>{column.header}</dt>
                  <dd className={column.align === 'right' ? 'num' : undefined}>{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  )
}

function SortChoice<Row extends RowData>({
  columns,
  sort,
  onSort,
}: Pick<ViewProps<Row>, 'columns' | 'sort' | 'onSort'>) {
  const { t } = useTranslation()
  const sortable = columns.filter((column): column is Column<Row> & { sort: string } => Boolean(column.sort))
  if (sortable.length === 0) return null
  return (
    <Select
      size="small"
      label={t('table.sort')}
      value={sort ?? ''}
      onChange={(event) => onSort(event.target.value || undefined)}
      className="noprint"
    >
      <option value="">{t('table.usual_order')}</option>
      {sortable.flatMap((column) => [
        <option key={column.sort} value={column.sort}>
          {t('table.ascending', { column: column.header })}
        </option>,
        ...(column.descending === false
          ? []
          : [
              <option key={`-${column.sort}`} value={`-${column.sort}`}>
                {t('table.descending', { column: column.header })}
              </option>,
            ]),
      ])}
    </Select>
  )
}

function Waiting() {
  return ['a', 'b', 'c', 'd'].map((key) => (
    <li key={key} aria-hidden>
      <Skeleton variant="text" width="70%" />
      <Skeleton variant="text" />
      <Skeleton variant="text" />
    </li>
  ))
}
