import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  memo,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { LocalisedView } from '../../../ui/localised-view'
import { useCheckText } from '../checks/check-text'
import { ChecksContext } from '../checks/queries'
import { figure, useUnitName } from '../figures'
import { periodName } from '../periods'
import { useLocks } from './context'
import { FollowUpsContext } from './follow-ups'
import { GridCell } from './grid-cell'
import type { GridColumn, GridGroup, GridRow, Layout } from './layout'
import type { GridActions, GridPosition } from './use-grid'

export interface ValueGridProps {
  layout: Layout
  label: string
  position: GridPosition
  actions: GridActions
}

/** Indicators down, periods across; one stop of the Tab key, and arrows from there. */
export function ValueGrid({ layout, label, position, actions }: ValueGridProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const table = useRef<HTMLTableElement>(null)
  const { at, editing, wanted } = position
  const names = useMemo(() => layout.columns.map((one) => periodName(language, one)), [layout, language])
  useLayoutEffect(() => {
    if (!wanted || at === undefined) return
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${at}"]`)
    cell?.focus()
    if (cell instanceof HTMLInputElement) cell.setSelectionRange(cell.value.length, cell.value.length)
  }, [wanted, at])
  return (
    <div className="value-grid">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern on a native table
        role="grid"
        aria-label={label}
        onKeyDown={(event: KeyboardEvent) => actions.key(event)}
        onFocus={(event: FocusEvent<HTMLElement>) => actions.focused(cellOf(event.target))}
        onBlur={(event: FocusEvent<HTMLElement>) => actions.left(event)}
        onDoubleClick={(event) => actions.edit(cellOf(event.target as HTMLElement))}
        onPaste={(event: ClipboardEvent) => actions.paste(event)}
        onCopy={(event: ClipboardEvent) => actions.copy(event)}
      >
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            {layout.columns.map((column, index) => (
              <th key={column.key} scope="col">
                {names[index]}
              </th>
            ))}
          </tr>
        </thead>
        {layout.groups.map((group) => (
          <Group
            key={group.result.id}
            group={group}
            names={names}
            columns={layout.columns}
            at={at}
            editing={editing}
          />
        ))}
      </table>
    </div>
  )
}

interface GroupProps {
  group: GridGroup
  columns: GridColumn[]
  /** What the columns are called. */
  names: string[]
  at: string | undefined
  editing: string | undefined
}

function Group({ group: { result, rows }, columns, names, at, editing }: GroupProps) {
  const { t } = useTranslation('results')
  return (
    <tbody>
      <tr className="value-grid__group">
        <th scope="rowgroup" colSpan={columns.length + 1}>
          <div>
            <span>{t(`kinds.${result.kind}.one`)}</span>{' '}
            <LocalisedView text={result.title} original={result.original_language} />
          </div>
        </th>
      </tr>
      {rows.map((row) => {
        const here = row.periods.some((period) => period?.id === at)
        return (
          <Row
            key={row.indicator.id}
            row={row}
            columns={columns}
            names={names}
            at={here ? at : undefined}
            editing={here ? editing : undefined}
          />
        )
      })}
    </tbody>
  )
}

interface RowProps {
  row: GridRow
  columns: GridColumn[]
  names: string[]
  /** The cell with the focus, if it is in this row. */
  at: string | undefined
  editing: string | undefined
}

/** Drawn anew when the focus comes, moves in it or leaves: the other rows stay as they are. */
const Row = memo(function Row({ row, columns, names, at, editing }: RowProps) {
  const language = useLanguage()
  const locks = useLocks()
  const checks = useContext(ChecksContext)
  const followUps = useContext(FollowUpsContext)
  const { indicator, periods } = row
  const sayCheck = useCheckText(indicator)
  const title = pickText(indicator.title, language, indicator.original_language)
  return (
    <tr>
      <th scope="row" lang={title?.lang}>
        {title?.text}
        <Unit row={row} />
      </th>
      {columns.map((column, index) => {
        const period = periods[index]
        if (!period) return <td key={column.key} className="value-grid__none" />
        const open = checks.get(period.id)?.find(({ confirmed }) => confirmed === null)
        return (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/noNoninteractiveElementToInteractiveRole: what is inside has the focus
          <td key={column.key} role="gridcell">
            <GridCell
              id={period.id}
              label={`${title?.text}, ${names[index]}`}
              scale={indicator.scale}
              target={period.target_value ? figure(language, period.target_value, indicator) : undefined}
              reachable={at === period.id}
              editing={at === period.id ? editing : undefined}
              locked={locks.get(period.id)?.reason}
              check={open && sayCheck(open)}
              follow={followUps.get(period.id)?.note}
            />
          </td>
        )
      })}
    </tr>
  )
})

function Unit({ row: { indicator } }: { row: GridRow }) {
  const name = useUnitName(indicator)
  return name && <span className="value-grid__unit">{name}</span>
}

const cellOf = (element: Element): string | undefined =>
  element.closest<HTMLElement>('[data-cell]')?.dataset.cell
