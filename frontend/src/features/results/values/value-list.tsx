import { Select, TextField } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { LocalisedView } from '../../../ui/localised-view'
import { useFigure, useUnitName } from '../figures'
import { periodName } from '../periods'
import { useCell, useModel } from './context'
import type { Layout } from './layout'
import { useReason } from './use-reason'

/** The same values on a narrow screen: one period at a time, one field after the other. */
export function ValueList({ layout, onDetails }: { layout: Layout; onDetails: (id: string) => void }) {
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
              <ValueField key={period.id} indicator={indicator} period={period} onDetails={onDetails} />
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
  onDetails: (id: string) => void
}

function ValueField({ indicator, period, onDetails }: ValueFieldProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const model = useModel()
  const cell = useCell(period.id)
  const say = useFigure(indicator)
  const unit = useUnitName(indicator)
  const reason = useReason(cell)
  const title = pickText(indicator.title, language, indicator.original_language)
  const { state } = cell
  return (
    <div className="value-list__field">
      <TextField
        // Typed text is the browser's own until one leaves the field; what arrives from elsewhere makes it anew.
        key={`${cell.version} ${state === 'conflict'}`}
        label={unit ? `${title?.text} (${unit})` : title?.text}
        description={period.target_value ? t('cell.target', { value: say(period.target_value) }) : undefined}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={cell.typed}
        error={reason}
        onBlur={(event) => model.change([{ id: period.id, text: event.target.value }])}
      />
      <div className="value-list__line">
        <span className="values__kept" role="status">
          {state !== 'stored' && reason === undefined && t(`cell.${state}`)}
        </span>
        <button type="button" className="value-list__more" onClick={() => onDetails(period.id)}>
          {t('details_of', { name: title?.text })}
        </button>
      </div>
    </div>
  )
}
