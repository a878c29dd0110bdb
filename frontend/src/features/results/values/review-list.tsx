import '@navikt/ds-css/dist/component/table.css'
import { Button, Checkbox, Select, Table } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { datetime } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { useMedia } from '../../../lib/use-media'
import { EmptyState } from '../../../ui/empty-state'
import { CheckNotes } from '../checks/check-notes'
import { useFigure } from '../figures'
import { periodName } from '../periods'
import { useWho } from '../who'
import { useCell, useCounts, useModel } from './context'
import { statusOf } from './grid-model'
import { type Layout, placeOf } from './layout'
import { StepsDialog } from './steps-dialog'
import type { Step } from './take-steps'
import { useSaid } from './use-said'
import { OPEN, waitingIn } from './waiting'
import { possible, useTakeStep, useWays } from './way-context'

/** So many lines at once; more on request. */
const LINES = 50
const BULK: readonly Step[] = ['accepted', 'verified', 'returned']

interface ReviewListProps {
  layout: Layout
  onDetails: (id: string, step?: Step) => void
}

/** Everything that waits to be reviewed, one line each: decided one by one, or many together. */
export function ReviewList({ layout, onDetails }: ReviewListProps) {
  const { t } = useTranslation('values')
  const model = useModel()
  // What waits changes with every step.
  useCounts()
  const narrow = useMedia('(max-width: 48rem)')
  const [column, setColumn] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<{ step: Step; turn: number; only: ReadonlySet<string> }>()
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState(LINES)
  const all = waitingIn(model, layout, OPEN)
  const waiting = all.filter((one) => column === '' || one.column === column)
  const selected = new Set(waiting.flatMap(({ period }) => (chosen.has(period) ? [period] : [])))
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const dialog = asked && (
    <StepsDialog
      key={asked.turn}
      layout={layout}
      step={asked.step}
      open={open}
      only={asked.only}
      onClose={() => {
        setOpen(false)
        setChosen(new Set())
      }}
    />
  )
  const nothing = all.length === 0
  return (
    <>
      {nothing && <EmptyState title={t('review.empty')}>{t('review.empty_hint')}</EmptyState>}
      {!nothing && (
        <section className="review" aria-label={t('review.title')}>
          <div className="review__tools noprint">
            <PeriodFilter layout={layout} value={column} onChange={setColumn} />
            <span role="status" className="values__kept">
              {t('review.selected', { count: selected.size })}
            </span>
            {BULK.map((one, place) => (
              <Button
                key={one}
                size="small"
                variant={place === 0 ? 'primary' : 'secondary'}
                {...(place === 0 ? {} : { 'data-color': 'neutral' as const })}
                disabled={selected.size === 0}
                onClick={() => {
                  setAsked({ step: one, turn: (asked?.turn ?? 0) + 1, only: selected })
                  setOpen(true)
                }}
              >
                {t(`way.one.${one}`)}
              </Button>
            ))}
          </div>
          <Table size="small" className="review__table">
            <Table.Header>
              <Table.Row>
                <Table.DataCell>
                  <Checkbox
                    hideLabel={!narrow}
                    size="small"
                    checked={selected.size === waiting.length && waiting.length > 0}
                    indeterminate={selected.size > 0 && selected.size < waiting.length}
                    onChange={(event) =>
                      setChosen(new Set(event.target.checked ? waiting.map(({ period }) => period) : []))
                    }
                  >
                    {t('review.all')}
                  </Checkbox>
                </Table.DataCell>
                {(['what', 'value', 'who', 'way', 'do'] as const).map((name) => (
                  <Table.HeaderCell key={name} scope="col" {...(name === 'value' ? { align: 'right' } : {})}>
                    {t(`review.columns.${name}`)}
                  </Table.HeaderCell>
                ))}
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {waiting.slice(0, shown).map(({ period }) => (
                <Line
                  key={period}
                  id={period}
                  layout={layout}
                  chosen={chosen.has(period)}
                  onChoose={(on) => choose(period, on)}
                  onDetails={onDetails}
                />
              ))}
            </Table.Body>
          </Table>
          {waiting.length > shown && (
            <Button size="small" variant="tertiary" onClick={() => setShown(shown + LINES)}>
              {t('way.more', { count: waiting.length - shown })}
            </Button>
          )}
        </section>
      )}
      {dialog}
    </>
  )
}

interface PeriodFilterProps {
  layout: Layout
  value: string
  onChange: (column: string) => void
}

function PeriodFilter({ layout, value, onChange }: PeriodFilterProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  return (
    <Select size="small" label={t('period')} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('review.all_periods')}</option>
      {layout.columns.map((column) => (
        <option key={column.key} value={column.key}>
          {periodName(language, column)}
        </option>
      ))}
    </Select>
  )
}

interface LineProps {
  id: string
  layout: Layout
  chosen: boolean
  onChoose: (on: boolean) => void
  onDetails: ReviewListProps['onDetails']
}

function Line({ id, layout, ...rest }: LineProps) {
  const place = placeOf(layout, id)
  const indicator = place && layout.rows[place.row]?.indicator
  return indicator ? <Shown id={id} indicator={indicator} {...rest} /> : null
}

interface ShownProps extends Omit<LineProps, 'layout'> {
  indicator: IndicatorOut
}

function Shown({ id, indicator, chosen, onChoose, onDetails }: ShownProps) {
  const { t } = useTranslation(['values', 'results'])
  const language = useLanguage()
  const cell = useCell(id)
  const who = useWho()
  const say = useSaid(indicator)
  const sayFigure = useFigure(indicator)
  const take = useTakeStep()
  const steps = possible(cell, useWays())
  const { period } = cell
  const entry = period?.current
  const status = statusOf(cell)
  if (!period || !entry || !status) return null
  const title = pickText(indicator.title, language, indicator.original_language)
  const name = `${title?.text}, ${periodName(language, period)}`
  const decide = (step: Step) => (step === 'returned' ? onDetails(id, step) : void take(id, step))
  return (
    <Table.Row selected={chosen}>
      <Table.DataCell>
        <Checkbox
          hideLabel
          size="small"
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
        >
          {name}
        </Checkbox>
      </Table.DataCell>
      <Table.HeaderCell scope="row">
        <button type="button" className="value-list__more" onClick={() => onDetails(id)}>
          <span lang={title?.lang}>{title?.text}</span>
        </button>
        <span className="review__sub">{periodName(language, period)}</span>
      </Table.HeaderCell>
      <Table.DataCell align="right">
        <strong className="num">{say(entry)}</strong>
        {period.target_value && (
          <span className="review__sub">{t('cell.target', { value: sayFigure(period.target_value) })}</span>
        )}
      </Table.DataCell>
      <Table.DataCell>
        {who(entry.recorded_by)}
        <span className="review__sub">{datetime(language, entry.recorded_at)}</span>
        {entry.comment && <q>{entry.comment}</q>}
        <CheckNotes indicator={indicator} period={period.id} brief />
      </Table.DataCell>
      <Table.DataCell>
        <span className="value-status" data-status={status}>
          {t(`results:statuses.${status}`)}
        </span>
      </Table.DataCell>
      <Table.DataCell>
        <div className="review__do">
          {steps.map((step) => (
            <Button
              key={step}
              size="xsmall"
              variant={step === 'accepted' ? 'secondary' : 'tertiary'}
              {...(step === 'accepted' ? {} : { 'data-color': 'neutral' as const })}
              aria-label={t('review.do_of', { step: t(`way.one.${step}`), name })}
              onClick={() => decide(step)}
            >
              {t(`way.one.${step}`)}
            </Button>
          ))}
        </div>
      </Table.DataCell>
    </Table.Row>
  )
}
