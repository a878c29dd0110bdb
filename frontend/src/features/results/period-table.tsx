import { Button } from '@navikt/ds-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { breakBefore } from './breaks'
import { useEdit } from './editing'
import { PeriodRow } from './period-row'

/** The periods of an indicator with target and value; values are recorded right here. */
export function PeriodTable({ indicator, name }: { indicator: IndicatorOut; name: string }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const edit = useEdit()
  const may = edit !== null && !indicator.archived
  return (
    <div className="stack-small">
      {indicator.periods.length > 0 ? (
        <table className="periods">
          <caption className="sr-only">{t('periods_of', { name })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('period')}</th>
              <th scope="col" className="num-end">
                {t('target')}
              </th>
              <th scope="col" className="num-end">
                {t('value')}
              </th>
              <th scope="col">
                <span className="sr-only">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {indicator.periods.map((period, index) => {
              const mark = breakBefore(indicator, index)
              return (
                <Fragment key={period.id}>
                  {mark && (
                    <tr className="periods__break">
                      <td colSpan={4}>{t('break_mark', { day: dat(language, mark) })}</td>
                    </tr>
                  )}
                  <PeriodRow indicator={indicator} period={period} />
                </Fragment>
              )
            })}
          </tbody>
        </table>
      ) : (
        <p className="flush subtle">{t('no_periods')}</p>
      )}
      {may && (
        <div>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => edit.open({ what: 'period', indicator })}
          >
            {t('add_period')}
          </Button>
        </div>
      )}
    </div>
  )
}
