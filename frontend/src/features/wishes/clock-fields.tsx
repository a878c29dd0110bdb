import { Checkbox, Select, TextField } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ClockSettings } from '../../api/notifications/types.gen'

export interface ClockFieldsProps {
  clock: ClockSettings
  onChange: (clock: ClockSettings) => void
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const zones = (own: string) => [...new Set([...Intl.supportedValuesOf('timeZone'), own])].sort()

/** The clock that one's mail goes by: quiet hours, and when the mail of a day or a week comes. */
export function ClockFields({ clock, onChange }: ClockFieldsProps) {
  const { t } = useTranslation('wishes')
  const set = (part: Partial<ClockSettings>) => onChange({ ...clock, ...part })
  const isQuiet = clock.quiet_from != null
  return (
    <>
      <Checkbox
        checked={isQuiet}
        onChange={(event) =>
          set(
            event.target.checked
              ? { quiet_from: '21:00', quiet_to: '07:00' }
              : { quiet_from: null, quiet_to: null },
          )
        }
      >
        {t('quiet.want')}
      </Checkbox>
      {isQuiet && (
        <div className="wish-fields">
          <Time
            label={t('quiet.from')}
            value={clock.quiet_from}
            onChange={(time) => set({ quiet_from: time })}
          />
          <Time label={t('quiet.to')} value={clock.quiet_to} onChange={(time) => set({ quiet_to: time })} />
        </div>
      )}
      <div className="wish-fields">
        <Time label={t('digest.at')} value={clock.digest_at} onChange={(time) => set({ digest_at: time })} />
        <Select
          size="small"
          label={t('digest.weekday')}
          value={clock.digest_weekday}
          onChange={(event) => set({ digest_weekday: Number(event.target.value) })}
        >
          {weekdays.map((day) => (
            <option key={day} value={day}>
              {t(`weekday.${day}`)}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          label={t('zone')}
          value={clock.time_zone}
          onChange={(event) => set({ time_zone: event.target.value })}
        >
          {zones(clock.time_zone).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </div>
    </>
  )
}

interface TimeProps {
  label: string
  value: string | null | undefined
  onChange: (time: string) => void
}

function Time({ label, value, onChange }: TimeProps) {
  return (
    <TextField
      size="small"
      type="time"
      required
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
