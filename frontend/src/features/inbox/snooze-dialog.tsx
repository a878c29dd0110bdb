import { Button, Dialog } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { DayField } from '../../ui/day-field'
import { dayAfter, daysToMonday, localDay } from './days'

interface SnoozeDialogProps {
  onClose: () => void
  /** The start of the day that was chosen. */
  onUntil: (moment: Date) => void
}

/** Until which day something is out of the way. */
export function SnoozeDialog({ onClose, onUntil }: SnoozeDialogProps) {
  const { t } = useTranslation('inbox_more')
  const language = useLanguage()
  const now = new Date()
  const [day, setDay] = useState<string>()
  const choices: [string, Date][] = [
    [t('snooze.tomorrow'), dayAfter(now, 1)],
    [t('snooze.monday'), dayAfter(now, daysToMonday(now))],
    [t('snooze.month'), dayAfter(now, 30)],
  ]
  const fits = day !== undefined && day > localDay(now) && day <= localDay(dayAfter(now, 365))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{t('snooze.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p>{t('snooze.text')}</p>
          <div className="snooze">
            {choices.map(([label, moment]) => (
              <Button
                key={label}
                variant="secondary"
                data-color="neutral"
                className="snooze__choice"
                onClick={() => onUntil(moment)}
              >
                {label} · {dat(language, moment, { weekday: 'long', day: 'numeric', month: 'long' })}
              </Button>
            ))}
            <form
              className="snooze__own"
              onSubmit={(event) => {
                event.preventDefault()
                if (fits) onUntil(new Date(`${day}T00:00`))
              }}
            >
              <DayField label={t('snooze.day')} value={day} onDay={setDay} />
              <Button type="submit" size="small" disabled={!fits}>
                {t('snooze.until_day')}
              </Button>
            </form>
            {day !== undefined && !fits && <p role="alert">{t('snooze.odd_day')}</p>}
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
