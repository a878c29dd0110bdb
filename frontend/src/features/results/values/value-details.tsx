import { XMarkIcon } from '@navikt/aksel-icons'
import { Button, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { useFieldErrorText } from '../../../ui/error-text'
import { EntryHistory } from '../entry-history'
import { useFigure } from '../figures'
import { IndicatorChart } from '../indicator-chart'
import { periodName } from '../periods'
import { ValueForm } from '../value-form'
import { useCell, useModel } from './context'

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
      <Trouble id={period.id} />
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
function Trouble({ id }: { id: string }) {
  const { t } = useTranslation('values')
  const model = useModel()
  const say = useFieldErrorText()
  const { state, typed, text, theirs, problem, message } = useCell(id)
  if (state === 'conflict') {
    return (
      <LocalAlert status="warning" size="small" role="alert">
        <LocalAlert.Header>
          <LocalAlert.Title as="div">{t('conflict.title')}</LocalAlert.Title>
        </LocalAlert.Header>
        <LocalAlert.Content>
          <p className="flush">
            {t('conflict.values', { theirs: theirs?.text || t('cell.empty'), mine: typed })}
          </p>
          <div className="values__choice">
            <Button size="small" onClick={() => model.decide(id, 'mine')}>
              {t('conflict.mine')}
            </Button>
            <Button
              size="small"
              variant="secondary"
              data-color="neutral"
              onClick={() => model.decide(id, 'theirs')}
            >
              {t('conflict.theirs')}
            </Button>
          </div>
        </LocalAlert.Content>
      </LocalAlert>
    )
  }
  if (state !== 'invalid' && state !== 'refused') return null
  const reason =
    problem === 'cannot_empty' || problem === 'not_a_number' ? t(`problem.${problem}`) : say(problem, message)
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
