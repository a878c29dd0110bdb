import { useTranslation } from 'react-i18next'
import type { FrameworkSheetRow } from '../../api/indicators/types.gen'
import { usePeriod } from '../../lib/period'
import { usePickText } from '../../ui/localised-view'
import { StatusTag, type Tone } from '../../ui/status-tag'

const tones: Record<FrameworkSheetRow['outcome'], Tone> = {
  new: 'success',
  changed: 'info',
  unchanged: 'neutral',
  stale: 'warning',
  refused: 'danger',
  waiting: 'neutral',
}
const levels = ['input', 'activity', 'output', 'outcome', 'impact'] as const

/** The rows of a file as the framework that they make: results, and below each what belongs to it. */
export function RowTree({ rows }: { rows: FrameworkSheetRow[] }) {
  const { t } = useTranslation(['framework_sheet', 'sheet'])
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */
    <section className="scroll-x sheet-page__found" aria-label={t('tree')} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('sheet:found.outcome')}</th>
            <th scope="col">{t('sheet:found.cell')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.cell}>
              <th scope="row" className="sheet-tree__what" data-depth={row.depth}>
                <What row={row} />
              </th>
              <td className="sheet-page__outcome">
                <StatusTag
                  status={row.outcome}
                  label={t(`outcomes.${row.outcome}`)}
                  tone={tones[row.outcome]}
                />
                <Details row={row} />
              </td>
              <td>{row.cell}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function What({ row }: { row: FrameworkSheetRow }) {
  const { t } = useTranslation(['framework_sheet', 'results'])
  const pick = usePickText()
  const period = usePeriod()
  const level = levels.find((one) => one === row.level)
  const names = {
    results: () => pick(row.title),
    indicators: () => pick(row.title),
    links: () => (row.to_title ? t('leads_to', { name: pick(row.to_title) }) : ''),
    periods: () => period(row.starts_on, row.ends_on),
    above: () => pick(row.title),
  }
  const kind = row.part === 'above' ? 'results' : row.part
  return (
    <>
      <span className="sheet-tree__kind">
        {level ? t(`results:kinds.${level}.one`) : t(`kinds.${kind}`)}
        {row.code && ` ${row.code}`}
      </span>
      {names[row.part]() || '–'}
    </>
  )
}

/** What a row says otherwise, and what is wrong with it, cell by cell. */
function Details({ row }: { row: FrameworkSheetRow }) {
  const { t } = useTranslation('framework_sheet')
  return (
    <>
      {row.problems.map((one) => (
        <span key={one.cell + one.code} className="sheet-page__why">
          <strong>{one.column}</strong> ({one.cell}): {one.message}
          {one.said !== null && ` ${t('written', { said: one.said })}`}
        </span>
      ))}
      {row.changes.map((one) => (
        <span key={one.cell} className="sheet-page__why">
          <strong>{one.column}</strong>: <del>{one.before ?? '–'}</del> → <ins>{one.said ?? '–'}</ins>
        </span>
      ))}
    </>
  )
}
