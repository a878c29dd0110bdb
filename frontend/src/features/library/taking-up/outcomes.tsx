import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuccessionOutcome } from '../../../api/indicators/types.gen'
import { useFieldErrorText } from '../../../ui/error-text'
import { LocalisedView } from '../../../ui/localised-view'
import { StatusTag } from '../../../ui/status-tag'
import { IndicatorLink } from '../indicator-link'
import type { Answer } from './use-taking-up'

/** So many that the page stays quick to draw. */
const FIRST = 100

/** What becomes of each indicator: first what is refused, which somebody has to see to. */
export function Outcomes({ answer }: { answer: Answer }) {
  const { t } = useTranslation('library')
  const [all, setAll] = useState(false)
  const { outcomes, tried } = answer
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused')
  const rows = [...refused, ...outcomes.filter(({ outcome }) => outcome !== 'refused')]
  if (rows.length === 0) return null
  return (
    <>
      <ul className="take-up__list" aria-label={t(tried ? 'take_up.preview' : 'take_up.done')}>
        {(all ? rows : rows.slice(0, FIRST)).map((row) => (
          <Outcome key={row.indicator_id} row={row} tried={tried} />
        ))}
      </ul>
      {!all && rows.length > FIRST && (
        <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setAll(true)}>
          {t('take_up.show_all', { count: rows.length })}
        </Button>
      )}
    </>
  )
}

function Outcome({ row, tried }: { row: SuccessionOutcome; tried: boolean }) {
  const { t } = useTranslation('library')
  const why = useRefusalText()
  const refused = row.outcome === 'refused'
  return (
    <li>
      <div className="take-up__head">
        <IndicatorLink use={row} />
        {refused ? (
          <StatusTag status="refused" tone="danger" label={t('take_up.refused')} />
        ) : (
          <StatusTag
            status="changed"
            tone={tried ? 'info' : 'success'}
            label={t(tried ? 'take_up.would_change' : 'take_up.changed')}
          />
        )}
        {row.breaks && !refused && <StatusTag status="breaks" tone="warning" label={t('take_up.breaks')} />}
      </div>
      <span className="small subtle">
        {row.owner_code} <LocalisedView text={row.owner_title} /> · {t('take_up.was', { number: row.number })}
      </span>
      {refused && <span className="take-up__why">{why(row)}</span>}
    </li>
  )
}

/** A refusal of the whole indicator and one of what it says are worded in the same way. */
function useRefusalText(): (row: SuccessionOutcome) => string {
  const { t, i18n } = useTranslation('errors')
  const ofField = useFieldErrorText()
  return ({ code, message }) => {
    const whole = `problem.${code}`
    return i18n.exists(whole, { ns: 'errors' })
      ? t(whole as 'problem.unexpected')
      : ofField(code ?? undefined, message ?? '')
  }
}
