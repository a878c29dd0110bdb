import { PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ResultWithIndicators } from '../../api/indicators/types.gen'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { ArrangeResult } from './arranging'
import { useEdit } from './editing'
import { IndicatorCard } from './indicator-card'

export interface ResultPanelProps {
  result: ResultWithIndicators
  index: number
  count: number
  /** Says which indicators show their values from the start. */
  opens: (indicatorId: string) => boolean
}

/** One result and all that it is measured by. */
export function ResultPanel({ result, index, count, opens }: ResultPanelProps) {
  const { t } = useTranslation('results')
  const edit = useEdit()
  const pick = usePickText()
  const { title, description, original_language: original, indicators, archived } = result
  const name = pick(title, original)
  const live = indicators.filter((indicator) => !indicator.archived)
  return (
    <section className="panel result" id={`result-${result.id}`} aria-label={name}>
      <div className="result__head">
        <div>
          <div className="result__title">
            <LocalisedView as="h3" text={title} original={original} />
            {archived && <StatusTag status="archived" label={t('archived')} />}
          </div>
          <LocalisedView as="p" text={description} original={original} className="result__description" />
        </div>
        {edit && (
          <ArrangeResult
            result={result}
            name={name}
            index={index}
            count={count}
            onChange={() => edit.open({ what: 'result', result })}
          />
        )}
      </div>
      {indicators.length === 0 && <p className="flush subtle">{t('no_indicators')}</p>}
      {indicators.map((indicator) => (
        <IndicatorCard
          key={indicator.id}
          indicator={indicator}
          index={live.indexOf(indicator)}
          count={live.length}
          open={opens(indicator.id)}
          onChange={() => edit?.open({ what: 'indicator', result, indicator })}
        />
      ))}
      {edit && !archived && (
        <div className="result__add noprint">
          <Button
            size="small"
            variant="tertiary"
            icon={<PlusIcon aria-hidden />}
            onClick={() => edit.open({ what: 'indicator', result })}
          >
            {t('add_indicator')}
            <span className="sr-only">: {name}</span>
          </Button>
        </div>
      )}
    </section>
  )
}
