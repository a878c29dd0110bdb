import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getValueBoundsOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { ValueBounds as Bounds, IndicatorOut } from '../../../api/indicators/types.gen'
import { given } from '../../../lib/given'
import { useFigure } from '../figures'

interface ValueBoundsProps {
  indicator: IndicatorOut
  period: string
  place: string | undefined
}

/** Between what the value has to be, and what such values were until now. */
export function ValueBounds({ indicator, period, place }: ValueBoundsProps) {
  const { t } = useTranslation('values')
  const query = given({ place_id: place })
  const { data } = useQuery(getValueBoundsOptions({ path: { period_id: period }, query }))
  const allowed = useAllowed(indicator, data)
  const usual = useUsual(indicator, data)
  if (!allowed && !usual) return null
  return (
    <dl className="value-details__aims value-details__bounds">
      {allowed && (
        <div>
          <dt>{t('bounds.allowed')}</dt>
          <dd>{allowed}</dd>
        </div>
      )}
      {usual && (
        <div>
          <dt>{t('bounds.usual')}</dt>
          <dd>{usual}</dd>
        </div>
      )}
    </dl>
  )
}

function useAllowed(indicator: IndicatorOut, bounds: Bounds | undefined): string | undefined {
  const { t } = useTranslation('values')
  const say = useFigure(indicator)
  if (!bounds) return undefined
  const { minimum, maximum } = bounds
  if (minimum !== null && maximum !== null)
    return t('bounds.between', { low: say(minimum), high: say(maximum) })
  if (minimum !== null) return t('bounds.at_least', { low: say(minimum) })
  return maximum === null ? undefined : t('bounds.at_most', { high: say(maximum) })
}

function useUsual(indicator: IndicatorOut, bounds: Bounds | undefined): string | undefined {
  const { t } = useTranslation('values')
  const say = useFigure(indicator)
  if (!bounds?.usual) return undefined
  const { low, high, mean, number, of_increase } = bounds.usual
  const said = { low: say(low), high: say(high), mean: say(mean), number }
  return of_increase ? t('bounds.increase', said) : t('bounds.value', said)
}
