import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getFundingRoundOptions, getProgrammeOptions } from '../../api/registry/@tanstack/react-query.gen'
import { FilterChips } from '../../ui/filter-chips'
import { usePickText } from '../../ui/localised-view'
import type { InFunnel } from './in-funnel'

/** By which number of a funnel one came here; each part may be taken away. */
export function FunnelChips({ values }: { values: InFunnel }) {
  const { t } = useTranslation('funding')
  const pick = usePickText()
  const { supported_by, not_supported_by, funding_round, reached } = values
  const programme = supported_by ?? not_supported_by ?? reached
  const { data: frame } = useQuery({
    ...getProgrammeOptions({ path: { programme_id: programme ?? '' } }),
    enabled: programme !== undefined,
  })
  const { data: round } = useQuery({
    ...getFundingRoundOptions({ path: { funding_round_id: funding_round ?? '' } }),
    enabled: funding_round !== undefined,
  })
  const said = {
    programme: frame ? pick(frame.title, frame.original_language) : '…',
    round: round ? pick(round.name, round.original_language) : '…',
  }
  const keys = ['supported_by', 'not_supported_by', 'funding_round', 'reached'] as const
  const active = keys
    .filter((key) => values[key] !== undefined)
    .map((key) => ({ key, text: t(`chip.${key}`, said) }))
  return <FilterChips active={active} />
}
