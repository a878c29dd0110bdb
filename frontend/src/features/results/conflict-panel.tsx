import { LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { figure } from './figures'

export interface ConflictPanelProps {
  indicator: IndicatorOut
  /** The period as somebody else left it meanwhile. */
  theirs: PeriodOut
  /** What one wanted to record, in words. */
  mine: string
}

/** Mine and theirs side by side: whoever decides has seen both. */
export function ConflictPanel({ indicator, theirs, mine }: ConflictPanelProps) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const { current } = theirs
  return (
    <LocalAlert status="warning" size="small" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t('conflict.title')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <dl className="conflict">
          <div>
            <dt>{t('conflict.theirs')}</dt>
            <dd>
              <strong>{current ? figure(language, current.value, indicator) : t('conflict.no_value')}</strong>
              {current && (
                <span>
                  {[
                    t(`states.${current.state}`),
                    current.recorded_by?.display_name,
                    datetime(language, current.recorded_at),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              )}
              {current?.comment && <q>{current.comment}</q>}
            </dd>
          </div>
          <div>
            <dt>{t('conflict.mine')}</dt>
            <dd>
              <strong>{mine}</strong>
              <span>{t('conflict.not_recorded')}</span>
            </dd>
          </div>
        </dl>
      </LocalAlert.Content>
    </LocalAlert>
  )
}
