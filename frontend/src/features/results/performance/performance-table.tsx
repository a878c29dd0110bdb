import { ChevronDownIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { figure, share } from '../figures'
import { periodName } from '../periods'
import { useAmount, useTarget } from './amounts'
import type { Column } from './columns'
import { FigureLink } from './figure-link'
import { LifeFigure } from './life-figure'
import { PartFigure, PartName, PartRows } from './part-rows'
import { StandingTag } from './standing'

type Period = PerformanceRow['periods'][number]

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

function RowName({ row, withFramework }: { row: PerformanceRow; withFramework?: boolean | undefined }) {
  const { t } = useTranslation(['performance', 'results'])
  return (
    <>
      <LocalisedView text={row.title} original={row.original_language} />
      <span className="performance__note">
        {t(`results:kinds.${row.result.kind}.one`)}
        {withFramework && (
          <>
            {' · '}
            {row.framework.code}{' '}
            <LocalisedView text={row.framework.title} original={row.framework.original_language} />
          </>
        )}
        {row.is_synthetic && ` · ${t('performance:synthetic')}`}
      </span>
      {row.pending && <span className="performance__note">{t('performance:row_pending')}</span>}
      {row.contributions_total > 0 && (
        <span className="performance__note">
          {t('performance:from', { names: namesOf(row, t('performance:archived_short')) })}
        </span>
      )}
    </>
  )
}

/** The projects that go into it, by their numbers; with an ellipsis where there are more. */
function namesOf({ contributions, contributions_total }: PerformanceRow, archived: string): string {
  const named = contributions.map((one) =>
    one.archived ? `${one.framework.code} (${archived})` : one.framework.code,
  )
  const codes = [...new Set(named)].join(', ')
  return contributions_total > contributions.length ? `${codes} …` : codes
}

function PeriodFigure({ row, period }: { row: PerformanceRow; period: Period | undefined }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const target = useTarget()
  const name = usePickText()(row.title, row.original_language)
  if (!period) return '–'
  const wanted = target(period.target, row)
  return (
    <>
      <FigureLink
        indicatorId={row.indicator_id}
        at={period.period_id}
        text={say(period.shown, row)}
        of={`${name}, ${periodName(language, period)}`}
      />
      {wanted && <span className="performance__note">{t('of_target', { target: wanted })}</span>}
    </>
  )
}

/** The same on a phone: a card for each indicator, its periods below each other. */
export function PerformanceCards({ rows, withFramework, hidden = [] }: TableProps) {
  const shows = (column: Column) => !hidden.includes(column)
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const target = useTarget()
  return (
    <ul className="performance-cards" aria-label={t('title')}>
      {rows.map((row) => (
        <li key={row.indicator_id} className="panel">
          <h3>
            <RowName row={row} withFramework={withFramework} />
          </h3>
          {shows('status') && <StandingTag status={row.status} />}
          <dl>
            {shows('baseline') && (
              <Fact term={t('baseline')}>{figure(language, row.baseline.value, row)}</Fact>
            )}
            {shows('periods') &&
              row.periods.map((period) => (
                <Fact key={period.period_id} term={periodName(language, period)}>
                  <PeriodFigure row={row} period={period} />
                </Fact>
              ))}
            {shows('total') && (
              <Fact term={t('total.life')}>
                <LifeFigure row={row} of={t('total.life')} />
              </Fact>
            )}
            {row.parts.map((part) => (
              <Fact key={part.category.id} term={<PartName part={part} />}>
                <PartFigure row={row} part={part} />
              </Fact>
            ))}
            {shows('target') && <Fact term={t('target')}>{target(row.target, row) ?? '–'}</Fact>}
            {shows('progress') && (
              <Fact term={t('progress')}>
                <Come row={row} />
              </Fact>
            )}
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** What did not start from a baseline is no way that was gone, but a share of the target. */
function Come({ row: { progress, progress_basis: basis } }: { row: PerformanceRow }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  if (progress === null) return '–'
  const told = share(language, progress)
  return basis === 'zero' ? t('accepted.of_target', { share: told }) : told
}

function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="num">{children}</dd>
    </div>
  )
}
