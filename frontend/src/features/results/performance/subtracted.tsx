import { useTranslation } from 'react-i18next'
import type { OverlapPart, StatedOverlap } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { usePickText } from '../../../ui/localised-view'
import { periodName } from '../periods'

type Named = Pick<StatedOverlap, 'repeats' | 'parts' | 'between_what'>

/** What parts are called: places, other indicators or periods; and what is no other's. */
export function usePartNames(): (part: OverlapPart, between: StatedOverlap['between_what']) => string {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const pick = usePickText()
  return ({ name, is_own, period }, between) => {
    if (is_own) return t(between === 'places' ? 'overlap.no_place' : 'what.own')
    if (period) return periodName(language, period)
    return pick(name) ?? t('what.others')
  }
}

/** How many were counted again, and in which parts. */
export function Subtracted({ overlap: { repeats, parts, between_what } }: { overlap: Named }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const nameOf = usePartNames()
  const names = parts.map((part) => nameOf(part, between_what)).join(' + ')
  return t('overlap.less', {
    number: num(language, repeats ?? '', { maximumFractionDigits: 20 }),
    parts: names,
  })
}

/** Beside the figure that they were subtracted from. */
export function SubtractedNotes({ overlaps }: { overlaps: StatedOverlap[] }) {
  return overlaps.map((one) => (
    <span key={one.id} className="performance__note performance__less">
      <Subtracted overlap={one} />
    </span>
  ))
}
