import { lazy, memo, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { useCell } from './context'
import { type Cell, statusOf } from './grid-model'
import { stateOfSign } from './said'
import { useReason } from './use-reason'

const LockIcon = lazy(() => import('../locks/lock-icon').then((part) => ({ default: part.LockIcon })))

export interface GridCellProps {
  id: string
  /** Indicator and period in words. */
  label: string
  target: string | undefined
  /** The steps that the value is one of, if it is told by steps. */
  scale: IndicatorOut['scale']
  /** The one cell of the grid that the Tab key reaches. */
  reachable: boolean
  /** What is being typed here, if anything. */
  editing: string | undefined
  /** Why nothing more is said of it, if so. */
  locked: string | undefined
  /** Why it is worth a second look that nobody has taken yet. */
  check: string | undefined
  /** What somebody is to come back to it for. */
  follow: string | undefined
}

/** One value. Keys and the pointer are heard by the grid, so that a thousand cells need no thousand listeners. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { id, label, target, scale, reachable, editing, locked, check, follow } = props
  const { t } = useTranslation(['values', 'results', 'locks'])
  const cell = useCell(id)
  const shown = useShown(cell, scale)
  const status = statusOf(cell)
  const wrong = cell.state === 'invalid' || cell.state === 'refused'
  const stopped = wrong || cell.state === 'unexplained'
  if (editing !== undefined) {
    return (
      <input
        className="value-cell"
        data-cell={id}
        data-status={status}
        aria-label={label}
        autoComplete="off"
        defaultValue={editing}
        // biome-ignore lint/a11y/noAutofocus: one pressed a key to type here
        autoFocus
      />
    )
  }
  const said = cell.state === 'stored' || cell.state === 'saved' ? '' : `, ${t(`cell.${cell.state}`)}`
  // The name holds what is seen, in the same order.
  const far = status ? ` ${t(`results:statuses.${status}`)}` : ''
  const shut = locked === undefined ? '' : `, ${t('locks:cell_why', { reason: locked })}`
  const look = check === undefined ? '' : ` ${t('check.cell')}: ${check}`
  const back = follow === undefined ? '' : ` ${t('follow.cell')}: ${follow}`
  const aim = target ? `, ${t('cell.target', { value: target })}` : ''
  return (
    <>
      <button
        type="button"
        className="value-cell"
        data-cell={id}
        data-state={cell.state}
        data-wrong={wrong || undefined}
        tabIndex={reachable ? 0 : -1}
        aria-label={`${label}: ${shown || t('cell.empty')}${far}${look}${back}${said}${shut}${aim}`}
        aria-describedby={stopped ? `why-${id}` : undefined}
        title={locked ?? check ?? follow}
      >
        <span className="value-cell__text" data-words={shown !== cell.typed || undefined}>
          {shown}
        </span>{' '}
        {cell.state !== 'stored' && <span className="value-cell__mark" aria-hidden />}
        {(status || locked !== undefined) && (
          <span className="value-status" data-status={status}>
            {status ? t(`results:statuses.${status}`) : t('locks:cell')}
            {locked !== undefined && (
              <Suspense>
                <LockIcon className="value-cell__lock" />
              </Suspense>
            )}
          </span>
        )}{' '}
        {check !== undefined && <span className="value-cell__check">{t('check.cell')}</span>}{' '}
        {follow !== undefined && <span className="value-cell__check">{t('follow.cell')}</span>}
      </button>
      {stopped && <Why id={id} cell={cell} />}
    </>
  )
})

/** Why it is not stored, under it: nobody has to open the details to learn it. */
function Why({ id, cell }: { id: string; cell: Cell }) {
  return (
    <span className="value-cell__why" id={`why-${id}`} data-state={cell.state}>
      {useReason(cell)}
    </span>
  )
}

/** In words, where what one types is a sign or the number of a step. */
export function useShown({ typed, kind }: Cell, scale: IndicatorOut['scale']): string {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const state = stateOfSign(typed)
  if (state) return t(`states.${state}`)
  if (kind !== 'scale') return typed
  const step = scale?.find(({ value }) => String(value) === typed)
  return step ? `${typed}: ${pickText(step.label, language)?.text ?? ''}` : typed
}
