import { Select } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listEntriesQueryKey } from '../../../api/indicators/@tanstack/react-query.gen'
import type { EntryDetail, IndicatorOut, PlaceOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { ownerOf } from '../../../lib/results'
import { useGraph } from '../framework/graph-query'
import { useSaid } from './use-said'
import { stepsFrom, useWays } from './way-context'
import { Actions } from './way-section'

/** The places that a value can be told for; none where the project names none. */
export const usePlaces = (indicator: IndicatorOut): PlaceOut[] =>
  (useGraph(ownerOf(indicator))?.places ?? []).filter(({ archived }) => !archived)

interface PlaceChoiceProps {
  places: readonly PlaceOut[]
  value: string
  onChange: (place: string) => void
}

/** For which place a value is told; without one, for the whole project. */
export function PlaceChoice({ places, value, onChange }: PlaceChoiceProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  if (places.length === 0) return null
  return (
    <Select
      size="small"
      label={t('place.label')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('place.whole')}</option>
      {places.map(({ id, name, original_language }) => (
        <option key={id} value={id}>
          {pickText(name, language, original_language)?.text}
        </option>
      ))}
    </Select>
  )
}

interface PlaceValuesProps {
  indicator: IndicatorOut
  period: string
  places: readonly PlaceOut[]
  entries: readonly EntryDetail[]
}

/** What was told of each place last, how far it has come, and its next steps. */
export function PlaceValues({ indicator, period, places, entries }: PlaceValuesProps) {
  const { t } = useTranslation(['values', 'results'])
  const language = useLanguage()
  const say = useSaid(indicator)
  const cache = useQueryClient()
  const ways = useWays()
  const told = places.flatMap((place) => {
    const entry = entries.find(({ place_id }) => place_id === place.id)
    return entry ? [{ place, entry }] : []
  })
  if (told.length === 0) return null
  const queryKey = listEntriesQueryKey({ path: { period_id: period } })
  return (
    <section className="value-way" aria-label={t('place.title')}>
      <h3>{t('place.title')}</h3>
      {told.map(({ place, entry }) => {
        const name = pickText(place.name, language, place.original_language)
        const may = stepsFrom(ways, entry.status)
        return (
          <div key={place.id} className="value-place">
            <span lang={name?.lang}>{name?.text}</span> <strong className="num">{say(entry)}</strong>{' '}
            <span className="value-status" data-status={entry.status}>
              {t(`results:statuses.${entry.status}`)}
            </span>
            {may.length > 0 && (
              <Actions
                key={`${entry.id} ${entry.status}`}
                period={period}
                entry={entry.id}
                steps={may}
                returning={false}
                onStepped={() => void cache.invalidateQueries({ queryKey })}
              />
            )}
          </div>
        )
      })}
    </section>
  )
}
