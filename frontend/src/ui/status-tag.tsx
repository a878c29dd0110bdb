import { Tag } from '@navikt/ds-react'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent'

/** The one place that decides which tone a state has; the words carry the meaning. */
const tones: Record<string, Tone> = {
  planned: 'info',
  pre_study: 'info',
  pilot: 'accent',
  active: 'success',
  completed: 'neutral',
  ended: 'neutral',
  standstill: 'warning',
  cancelled: 'danger',
  archived: 'neutral',
}

export function StatusTag({ status, label, tone }: { status: string; label: string; tone?: Tone }) {
  return (
    <Tag
      size="small"
      variant="moderate"
      data-color={tone ?? tones[status] ?? 'neutral'}
      className="status-tag"
    >
      {label}
    </Tag>
  )
}
