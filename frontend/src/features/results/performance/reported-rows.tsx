import './performance.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFigures, ReportRow, ReportSectionOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { usePickText } from '../../../ui/localised-view'
import { periodName } from '../periods'
import { useAmount, useTarget } from './amounts'
import { FigureLink } from './figure-link'
import { StandingTag } from './standing'

interface ReportedRowsProps {
  figures: ReportFigures
  /** How a deviation is explained, or a field to do so. */
  words: (section: ReportSectionOut) => ReactNode
}

const columns = ['target', 'previously', 'now', 'to_date', 'deviation'] as const

/** What was wanted of each indicator, what was reported before, and what came now. */
export function ReportedRows({ figures: { rows }, words }: ReportedRowsProps) {
  const { t } = useTranslation('reporting')
  return (
    <ul className="reported">
      {rows.map((row) => (
        <li key={row.indicator_id} className="stack-small">
          <h3>
            <Name row={row} />
          </h3>
          <dl className="figure-row">
            {columns.map((column) => (
              <div key={column}>
                <dt>{t(`figures.${column}`)}</dt>
                <dd className="num">
                  <Cell row={row} column={column} />
                </dd>
              </div>
            ))}
          </dl>
          {words(row.words)}
        </li>
      ))}
    </ul>
  )
}

function Name({ row }: { row: ReportRow }) {
  const { t } = useTranslation(['reporting', 'performance'])
  return (
    <>
      {usePickText()(row.title, row.original_language)}
      <span className="performance__note">
        <StandingTag status={row.status} />
      </span>
      {row.provisional && <span className="performance__note">{t('reporting:figures.provisional')}</span>}
      {row.is_synthetic && <span className="performance__note">{t('performance:synthetic')}</span>}
    </>
  )
}

interface CellProps {
  row: ReportRow
  column: (typeof columns)[number]
}

function Cell({ row, column }: CellProps) {
  const { t } = useTranslation('reporting')
  const say = useAmount()
  const wanted = useTarget()
  const language = useLanguage()
  const pick = usePickText()
  if (column === 'target') {
    return (
      <>
        {wanted(row.target, row) ?? '–'}
        <Note text={t('figures.of_life')} figure={wanted(row.target_for_life, row)} />
      </>
    )
  }
  if (column === 'deviation') {
    const percent = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const
    return row.deviation === null ? '–' : num(language, row.deviation, percent)
  }
  if (column === 'now') return <Now row={row} />
  const text = say(row[column], row)
  if (column === 'previously') {
    const told = row.previously_told && say(row.previously_told, row)
    return (
      <>
        {text}
        <Note text={t('figures.told_then')} figure={told} />
      </>
    )
  }
  const of = `${pick(row.title, row.original_language)}, ${t('figures.to_date')}`
  return <FigureLink indicatorId={row.indicator_id} at="to_date" text={text} of={of} />
}

/** Of one period, or of several and each of them; each leads to where it comes from. */
function Now({ row }: { row: ReportRow }) {
  const { t } = useTranslation('reporting')
  const say = useAmount()
  const pick = usePickText()
  const language = useLanguage()
  const name = pick(row.title, row.original_language)
  const link = (one: ReportRow['periods'][number], text: string) => (
    <FigureLink
      indicatorId={row.indicator_id}
      at={one.period_id}
      text={text}
      of={`${name}, ${periodName(language, one)}`}
    />
  )
  const [only] = row.periods
  if (!only) return t('figures.no_period')
  if (row.periods.length === 1) return link(only, row.now ? say(row.now, row) : '–')
  return (
    <>
      {row.now ? say(row.now, row) : '–'}
      {row.periods.map((one) => (
        <span key={one.period_id} className="performance__note">
          {periodName(language, one)}: {link(one, say(one.amount, row))}
        </span>
      ))}
    </>
  )
}

function Note({ text, figure }: { text: string; figure: string | null }) {
  if (figure === null) return null
  return (
    <span className="performance__note">
      {text} {figure}
    </span>
  )
}
