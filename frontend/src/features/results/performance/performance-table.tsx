import { ChevronDownIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { usePickText } from '../../../ui/localised-view'
import { figure } from '../figures'
import { periodName } from '../periods'
import { useTarget } from './amounts'
import type { Column } from './columns'
import { LifeFigure } from './life-figure'
import { PartRows } from './part-rows'
import { Come, PeriodFigure, RowName } from './row-parts'
import { StandingTag } from './standing'

/** All periods that any of these has, by name, in the order of their days. */
function spansOf(rows: PerformanceRow[], language: string): string[] {
  const periods = rows.flatMap((row) => row.periods)
  periods.sort((a, b) => a.ends_on.localeCompare(b.ends_on) || a.starts_on.localeCompare(b.starts_on))
  return [...new Set(periods.map((period) => periodName(language, period)))]
}

export interface TableProps {
  rows: PerformanceRow[]
  /** Says of each whose it is, where they are of several. */
  withFramework?: boolean | undefined
  hidden?: readonly Column[]
}

/** Indicators by periods: where each started, what it came to, and where it is to go. */
export function PerformanceTable({ rows, withFramework, hidden = [] }: TableProps) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const spans = hidden.includes('periods') ? [] : spansOf(rows, language)
  const head = (column: Column, text: string) =>
    !hidden.includes(column) && (
      <th scope="col" className={column === 'status' ? undefined : 'num'}>
        {text}
      </th>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="performance scroll-x" aria-label={t('title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="performance__name">
              {t('indicator')}
            </th>
            {head('status', t('status.label'))}
            {head('baseline', t('baseline'))}
            {head('total', t('total.life'))}
            {head('target', t('target'))}
            {head('progress', t('progress'))}
            {/* Last: of many projects there are many, and what they come to is to be seen first. */}
            {spans.map((span) => (
              <th key={span} scope="col" className="num">
                {span}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow
              key={row.indicator_id}
              row={row}
              spans={spans}
              withFramework={withFramework}
              hidden={hidden}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TableRow({
  row,
  spans,
  withFramework,
  hidden = [],
}: { row: PerformanceRow; spans: string[] } & Omit<TableProps, 'rows'>) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const target = useTarget()
  const cell = (column: Column, children: ReactNode) =>
    !hidden.includes(column) && <td className={column === 'status' ? undefined : 'num'}>{children}</td>
  const [open, setOpen] = useState(true)
  return (
    <>
      <tr>
        <th scope="row" className="performance__name">
          <RowName row={row} withFramework={withFramework} />
          <Fold row={row} open={open} onChange={setOpen} />
        </th>
        {cell('status', <StandingTag status={row.status} />)}
        {cell('baseline', figure(language, row.baseline.value, row))}
        {cell('total', <LifeFigure row={row} of={t('total.life')} />)}
        {cell('target', target(row.target, row) ?? '–')}
        {cell('progress', <Come row={row} />)}
        {spans.map((span) => (
          <td key={span} className="num">
            <PeriodFigure
              row={row}
              period={row.periods.find((period) => periodName(language, period) === span)}
            />
          </td>
        ))}
      </tr>
      {open && <PartRows row={row} spans={spans} hidden={hidden} />}
    </>
  )
}

/** Shows and hides the parts of an indicator; nothing where it has none. */
function Fold({
  row,
  open,
  onChange,
}: {
  row: PerformanceRow
  open: boolean
  onChange: (open: boolean) => void
}) {
  const { t } = useTranslation('performance')
  const pick = usePickText()
  if (row.parts.length === 0) return null
  return (
    <Button
      size="xsmall"
      variant="tertiary"
      icon={<ChevronDownIcon aria-hidden className="chevron" />}
      aria-expanded={open}
      onClick={() => onChange(!open)}
    >
      {t('parts.rest')}
      <span className="sr-only">: {pick(row.title, row.original_language)}</span>
    </Button>
  )
}
