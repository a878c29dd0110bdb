import {
  ArrowUndoIcon,
  CheckmarkCircleFillIcon,
  CircleBrokenIcon,
  ClockIcon,
  ExclamationmarkTriangleFillIcon,
  PaperplaneIcon,
} from '@navikt/aksel-icons'
import { Tag } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ReportOut } from '../../api/indicators/types.gen'
import type { Tone } from '../../ui/status-tag'

type Status = ReportOut['status']

/** Each status has a shape of its own and is said in words: colour only repeats it. */
const looks: Record<Status, { Shape: typeof ClockIcon; tone: Tone }> = {
  not_due: { Shape: CircleBrokenIcon, tone: 'neutral' },
  due: { Shape: ClockIcon, tone: 'info' },
  overdue: { Shape: ExclamationmarkTriangleFillIcon, tone: 'danger' },
  submitted: { Shape: PaperplaneIcon, tone: 'accent' },
  returned: { Shape: ArrowUndoIcon, tone: 'warning' },
  accepted: { Shape: CheckmarkCircleFillIcon, tone: 'success' },
}

export function ReportStatus({ status }: { status: Status }) {
  const { t } = useTranslation('reporting')
  const { Shape, tone } = looks[status]
  return (
    <Tag
      size="small"
      variant="moderate"
      data-color={tone}
      icon={<Shape aria-hidden />}
      className="status-tag"
    >
      {t(`status.${status}`)}
    </Tag>
  )
}
