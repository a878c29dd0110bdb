import { XMarkIcon } from '@navikt/aksel-icons'
import { Button, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { ConflictPanel } from '../conflict-panel'
import { EntryHistory } from '../entry-history'
import { useFigure } from '../figures'
import { IndicatorChart } from '../indicator-chart'
import { periodName } from '../periods'
import { ValueForm } from '../value-form'
import { useCell, useModel } from './context'
import { useReason } from './use-reason'

export interface ValueDetailsProps {
  indicator: IndicatorOut
  period: PeriodOut
  onStored: () => void
  onClose: () => void
}

/** Everything about one value: what it should be, what it was, and what is to be decided. */
export function ValueDetails({ indicator, period, onStored, onClose }: ValueDetailsProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const say = useFigure(indicator)
  const cell = useCell(period.id)
  const title = pickText(indicator.title, language, indicator.original_language)
  const settled = cell.state === 'stored' || cell.state === 'saved'
  return (
    <aside className="value-details" aria-label={t('details')}>
      <div className="value-details__head">
        <h2 lang={title?.lang}>
          {title?.text}, {periodName(language, period)}
        </h2>
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={<XMarkIcon title={t('close_details')} />}
          onClick={onClose}
        />
      </div>
      <dl className="value-details__aims">
        <div>
          <dt>{t('baseline')}</dt>
          <dd>{indicator.baseline_value ? say(indicator.baseline_value) : t('none')}</dd>
        </div>
        <div>
          <dt>{t('target')}</dt>
          <dd>{period.target_value ? say(period.target_value) : t('none')}</dd>
        </div>
      </dl>
      <Trouble id={period.id} indicator={indicator} />
      {settled && (
        <ValueForm
          key={`${period.id} ${period.version}`}
          indicator={indicator}
          period={period}
          label={t('with_comment')}
          focus={false}
          onDone={(saved) => (saved ? onStored() : onClose())}
        />
      )}
      {indicator.periods.length > 1 && <IndicatorChart indicator={indicator} />}
      {period.entry_count > 0 && (
        <section aria-label={t('history')}>
          <h3>{t('history')}</h3>
          <EntryHistory indicator={indicator} period={period} />
        </section>
      )}
    </aside>
  )
}

/** What keeps a value from being stored, and the way out. */
function Trouble({ id, indicator }: { id: string; indicator: IndicatorOut }) {
  const { t } = useTranslation(['values', 'results'])
  const model = useModel()
  const cell = useCell(id)
  const reason = useReason(cell)
  const { state, typed, text, theirs } = cell
  if (state === 'conflict' && theirs) {
    return (
      <>
        <ConflictPanel indicator={indicator} theirs={theirs.period} mine={typed} />
        <div className="values__choice">
          <Button size="small" onClick={() => model.decide(id, 'mine')}>
            {t('results:record_mine')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => model.decide(id, 'theirs')}
          >
            {t('results:keep_theirs')}
          </Button>
        </div>
      </>
    )
  }
  if (reason === undefined) return null
  return (
    <LocalAlert status="error" size="small" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">
          {t('problem.title', { value: typed || t('cell.empty') })}
        </LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="flush">{reason}</p>
        <div className="values__choice">
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => model.change([{ id, text }])}
          >
            {t('problem.back')}
          </Button>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  )
}
