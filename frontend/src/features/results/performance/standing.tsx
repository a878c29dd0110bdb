import {
  ArrowRightIcon,
  CheckmarkCircleIcon,
  ClockIcon,
  ExclamationmarkTriangleIcon,
  MinusIcon,
  QuestionmarkIcon,
  TrendUpIcon,
} from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { stands } from './dashboard-search'

export const standings = stands
export type Standing = (typeof standings)[number]

const icons = {
  reached: CheckmarkCircleIcon,
  ahead: TrendUpIcon,
  on_track: ArrowRightIcon,
  behind: ExclamationmarkTriangleIcon,
  no_data: QuestionmarkIcon,
  not_due: ClockIcon,
  unjudged: MinusIcon,
}

/** How an indicator stands: a word, with a sign and a colour that only repeat it. */
export function StandingTag({ status }: { status: PerformanceRow['status'] | Standing }) {
  const { t } = useTranslation('performance')
  const standing = status ?? 'unjudged'
  const Icon = icons[standing]
  return (
    <span className="standing" data-standing={standing}>
      <Icon aria-hidden />
      {t(`status.${standing}`)}
    </span>
  )
}
