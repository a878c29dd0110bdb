import { Select, TextField } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { LocalisedView } from '../../../ui/localised-view'
import { CheckNotes } from '../checks/check-notes'
import { useFigure, useUnitName } from '../figures'
import { LockedNote } from '../locks/locked-note'
import { periodName } from '../periods'
import { ReturnedBecause } from './came-back'
import { useCell, useLocks, useModel } from './context'
import { useShown } from './grid-cell'
import { statusOf } from './grid-model'
import type { Layout } from './layout'
import { useReason } from './use-reason'

/** The same values on a narrow screen: one period at a time, one field after the other. */
interface ValueListProps {
  layout: Layout
  mayRecord: boolean
  onDetails: (id: string) => void
}

export function ValueList({ layout, mayRecord, onDetails }: ValueListProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const [chosen, setChosen] = useState(() => latest(layout, new Date().toISOString())?.key)
  const index = Math.max(
    0,
    layout.columns.findIndex(({ key }) => key === chosen),
  )
  return (
    <div className="value-list">
      <Select
        label={t('period')}
        value={layout.columns[index]?.key}
        onChange={(event) => setChosen(event.target.value)}
      >
        {layout.columns.map((column) => (
          <option key={column.key} value={column.key}>
            {periodName(language, column)}
          </option>
        ))}
      </Select>
      {layout.groups.map(({ result, rows }) => {
        const fields = rows.flatMap(({ indicator, periods }) => {
          const period = periods[index]
          return period ? [{ indicator, period }] : []
        })
        if (fields.length === 0) return null
        return (
          <section key={result.id} className="value-list__group">
            <h2>
              <LocalisedView text={result.title} original={result.original_language} />
            </h2>
            {fields.map(({ indicator, period }) => (
              <ValueField
                key={period.id}
                indicator={indicator}
                period={period}
                mayRecord={mayRecord}
                onDetails={onDetails}
              />
            ))}
          </section>
        )
      })}
    </div>
  )
}

/** The last period that has begun: what one has come to report. */
const latest = ({ columns }: Layout, today: string) =>
  columns.findLast(({ starts_on }) => starts_on <= today) ?? columns[0]

interface ValueFieldProps {
  indicator: IndicatorOut
  period: PeriodOut
  mayRecord: boolean
  onDetails: (id: string) => void
}

function ValueField({ indicator, period, mayRecord, onDetails }: ValueFieldProps) {
  const { t } = useTranslation(['values', 'results'])
  const language = useLanguage()
  const model = useModel()
  const cell = useCell(period.id)
  const lock = useLocks().get(period.id)
  const say = useFigure(indicator)
  const unit = useUnitName(indicator)
  const reason = useReason(cell)
  const title = pickText(indicator.title, language, indicator.original_language)
  const { state, kind } = cell
  const status = statusOf(cell)
  const shown = useShown(cell, indicator.scale)
  // Yes, a step, words or groups are said in the details.
  const numeric = ['number', 'money', 'percentage', 'ratio'].includes(kind) && indicator.axis_ids.length === 0
  return (
    <div className="value-list__field">
      {numeric ? (
        <TextField
          // Typed text is the browser's own until one leaves the field; what arrives from elsewhere makes it anew.
          key={`${cell.version} ${state === 'conflict'}`}
          label={unit ? `${title?.text} (${unit})` : title?.text}
          description={
            period.target_value ? t('cell.target', { value: say(period.target_value) }) : undefined
          }
          {...(kind === 'number' || kind === 'money' ? { inputMode: 'decimal' as const } : {})}
          readOnly={!mayRecord || lock !== undefined}
          autoComplete="off"
          defaultValue={cell.typed}
          error={reason}
          onBlur={(event) => model.change([{ id: period.id, text: event.target.value }])}
        />
      ) : (
        <p className="flush">
          <strong lang={title?.lang}>{title?.text}</strong>
          <br />
          {shown || t('cell.empty')}
        </p>
      )}
      {lock && <LockedNote lock={lock} />}
      {status === 'returned' && <ReturnedBecause period={cell.period ?? period} />}
      <CheckNotes indicator={indicator} period={period.id} brief />
      <div className="value-list__line">
        <span className="values__kept" role="status">
          {state === 'stored' || reason !== undefined
            ? numeric && shown !== cell.typed && shown
            : t(`cell.${state}`)}
        </span>
        {status && (
          <span className="value-status" data-status={status}>
            {t(`results:statuses.${status}`)}
          </span>
        )}
        <button type="button" className="value-list__more" onClick={() => onDetails(period.id)}>
          {t(numeric ? 'details_of' : 'change_of', { name: title?.text })}
        </button>
      </div>
    </div>
  )
}
