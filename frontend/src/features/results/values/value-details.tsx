import { XMarkIcon } from '@navikt/aksel-icons'
import { Button, Loader } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PeriodOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { InlineError } from '../../../ui/inline-error'
import { CheckNotes } from '../checks/check-notes'
import { useFigure } from '../figures'
import { IndicatorChart } from '../indicator-chart'
import { LockedNote } from '../locks/locked-note'
import { periodName } from '../periods'
import { CameBack } from './came-back'
import { useCell, useLocks, useModel } from './context'
import { EntryForm } from './entry-form'
import { FollowUp } from './follow-up'
import { isSettled } from './grid-model'
import { PlaceChoice, PlaceValues, usePlaces } from './place-values'
import { storedOf } from './sending'
import { useHistory } from './use-history'
import { ValueBounds } from './value-bounds'
import { ValueHistory } from './value-history'
import { Trouble } from './value-trouble'
import { WaySection } from './way-section'

export interface ValueDetailsProps {
  indicator: IndicatorOut
  /** As the page was drawn; its cell knows of more. */
  period: PeriodOut
  mayRecord: boolean
  /** One came to say why it goes back. */
  returning: boolean
  onStepped: () => void
  onClose: () => void
}

/** Everything about one value: what it should be, what it was, and what is to be decided. */
export function ValueDetails({
  indicator,
  period,
  mayRecord,
  returning,
  onStepped,
  onClose,
}: ValueDetailsProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const say = useFigure(indicator)
  const title = pickText(indicator.title, language, indicator.original_language)
  const lock = useLocks().get(period.id)
  useEffect(() => {
    // Beside the details there is less room for the grid, and its cell may be out of sight.
    const cell = document.querySelector(`[data-cell="${period.id}"]`)
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [period.id])
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
      {lock && <LockedNote lock={lock} />}
      <CheckNotes indicator={indicator} period={period.id} mayConfirm={mayRecord && !lock} />
      <Trouble id={period.id} indicator={indicator} />
      <FollowUp key={period.id} period={period.id} mayRecord={mayRecord} />
      <WaySection period={period.id} returning={returning} onStepped={onStepped} />
      <Told indicator={indicator} period={period} mayRecord={mayRecord && !lock} />
    </aside>
  )
}

/** What was said of it so far, and the form to say more. */
function Told({
  indicator,
  period: drawn,
  mayRecord,
}: Omit<ValueDetailsProps, 'returning' | 'onStepped' | 'onClose'>) {
  const { t } = useTranslation(['values', 'results'])
  const model = useModel()
  const cell = useCell(drawn.id)
  const period = cell.period ?? drawn
  const history = useHistory(period)
  const { entries } = history
  const places = usePlaces(indicator)
  const [place, setPlace] = useState('')
  if (history.isError) return <InlineError error={history.error} retry={history.refetch} />
  if (!entries) return <Loader size="small" title={t('results:history_loading')} />
  const newest = entries.find(({ place_id }) => (place_id ?? '') === place)
  const stored = (told: PeriodOut) => model.load(told.id, storedOf(model.reader, indicator.kind, told))
  return (
    <>
      <CameBack newest={newest} />
      <PlaceValues indicator={indicator} period={period.id} places={places} entries={entries} />
      {mayRecord && <PlaceChoice places={places} value={place} onChange={setPlace} />}
      {indicator.kind !== 'formula' && (
        <ValueBounds indicator={indicator} period={period.id} place={place || undefined} />
      )}
      {mayRecord && isSettled(cell) && indicator.kind !== 'formula' && (
        <EntryForm
          key={`${period.id} ${period.version} ${place} ${newest?.status}`}
          indicator={indicator}
          period={period}
          place={place || null}
          newest={newest}
          onStored={stored}
        />
      )}
      {indicator.periods.length > 1 && <IndicatorChart indicator={indicator} level="3" />}
      {entries.length > 0 && (
        <section aria-label={t('history')}>
          <h3>{t('history')}</h3>
          <ValueHistory
            indicator={indicator}
            entries={entries}
            more={history.hasNextPage ? () => void history.fetchNextPage() : undefined}
          />
        </section>
      )}
    </>
  )
}
