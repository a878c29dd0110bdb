import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCell } from './context'

export interface GridCellProps {
  id: string
  /** Indicator and period in words. */
  label: string
  target: string | undefined
  /** The one cell of the grid that the Tab key reaches. */
  reachable: boolean
  /** What is being typed here, if anything. */
  editing: string | undefined
}

/** One value. Keys and the pointer are heard by the grid, so that a thousand cells need no thousand listeners. */
export const GridCell = memo(function GridCell({ id, label, target, reachable, editing }: GridCellProps) {
  const { t } = useTranslation('values')
  const cell = useCell(id)
  const wrong = cell.state === 'invalid' || cell.state === 'refused'
  if (editing !== undefined) {
    return (
      <input
        className="value-cell"
        data-cell={id}
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={editing}
        // biome-ignore lint/a11y/noAutofocus: one pressed a key to type here
        autoFocus
      />
    )
  }
  const said = cell.state === 'stored' || cell.state === 'saved' ? '' : `, ${t(`cell.${cell.state}`)}`
  const aim = target ? `, ${t('cell.target', { value: target })}` : ''
  return (
    <button
      type="button"
      className="value-cell"
      data-cell={id}
      data-state={cell.state}
      data-wrong={wrong || undefined}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${label}: ${cell.typed || t('cell.empty')}${said}${aim}`}
    >
      {cell.typed}
      {cell.state !== 'stored' && <span className="value-cell__mark" aria-hidden />}
    </button>
  )
})
