import { PencilIcon } from '@navikt/aksel-icons'
import { Button, Tag } from '@navikt/ds-react'
import { useContext, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { SaveStatus } from '../../ui/save-status'
import { useWorkedOut } from './accepted-figures'
import { RecordContext, useEdit } from './editing'
import { EntryHistory } from './entry-history'
import { targetText, useFigure } from './figures'
import { useAmount } from './performance/amounts'
import { periodName } from './periods'
import { ValueForm } from './value-form'

export function PeriodRow({ indicator, period }: { indicator: IndicatorOut; period: PeriodOut }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const say = useFigure(indicator)
  const edit = useEdit()
  const [recording, setRecording] = useState(false)
  const [saved, setSaved] = useState(false)
  const [history, setHistory] = useState(false)
  const button = useFocusBack(recording)
  const id = useId()
  const name = periodName(language, period)
  const { current, entry_count: count } = period
  const mayRecord = useContext(RecordContext) && !indicator.archived && indicator.kind !== 'formula'
  const done = (stored: boolean) => {
    setSaved(stored)
    setRecording(false)
  }
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        <td className="num-end" data-label={t('target')}>
          {targetText(period, say) ?? '–'}
        </td>
        <td className="num-end" data-label={t('value')}>
          {indicator.kind === 'formula' ? (
            <WorkedOut indicator={indicator} period={period} />
          ) : current ? (
            <>
              <strong>{current.text ?? say(current.value)}</strong>
              {current.state !== 'reported' && (
                <Tag size="xsmall" variant="outline" data-color="neutral">
                  {t(`states.${current.state}`)}
                </Tag>
              )}
              <Tag
                size="xsmall"
                variant="outline"
                data-color={current.status === 'returned' ? 'warning' : 'neutral'}
              >
                {t(`statuses.${current.status}`)}
              </Tag>
            </>
          ) : (
            <span className="subtle">{t('no_value')}</span>
          )}
          {saved && <SaveStatus state="saved" />}
        </td>
        <td>
          <div className="periods__actions">
            {mayRecord && !recording && (
              <Button
                ref={button}
                size="small"
                variant="secondary"
                onClick={() => setRecording(true)}
                aria-label={t('record_for', { period: name })}
              >
                {t('record')}
              </Button>
            )}
            {count > 0 && (
              <Button
                size="small"
                variant="tertiary"
                data-color="neutral"
                aria-expanded={history}
                aria-controls={history ? id : undefined}
                onClick={() => setHistory(!history)}
                aria-label={t('history_of', { period: name, number: count })}
              >
                {t('history', { count })}
              </Button>
            )}
            {edit && !indicator.archived && (
              <Button
                size="small"
                variant="tertiary"
                data-color="neutral"
                icon={<PencilIcon title={t('change_period', { period: name })} />}
                onClick={() => edit.open({ what: 'period', indicator, period })}
              />
            )}
          </div>
        </td>
      </tr>
      {recording && (
        <tr className="periods__below">
          <td colSpan={4}>
            <ValueForm
              indicator={indicator}
              period={period}
              label={t('record_for', { period: name })}
              onDone={done}
            />
          </td>
        </tr>
      )}
      {history && (
        <tr className="periods__below" id={id}>
          <td colSpan={4}>
            <EntryHistory indicator={indicator} period={period} />
          </td>
        </tr>
      )}
    </>
  )
}

/** What a formula comes to; nobody enters it. */
function WorkedOut({ indicator, period }: { indicator: IndicatorOut; period: PeriodOut }) {
  const { t } = useTranslation('performance')
  const say = useAmount()
  const amount = useWorkedOut(indicator)?.get(period.id)
  if (!amount) return <span className="subtle">–</span>
  return (
    <>
      <strong>{say(amount, indicator)}</strong>
      <Tag size="xsmall" variant="outline" data-color="neutral">
        {t('worked_out')}
      </Tag>
    </>
  )
}

/** The button comes back with the focus when its form is closed. */
function useFocusBack(open: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(open)
  useEffect(() => {
    if (was.current && !open) button.current?.focus()
    was.current = open
  }, [open])
  return button
}
