import { CalendarIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const CalendarDialog = lazy(async () => ({ default: (await import('./calendar-dialog')).CalendarDialog }))

/** Brings what one has to do into one's own calendar; needs `laterTexts()`. */
export function CalendarButton() {
  const { t } = useTranslation('calendar')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        icon={<CalendarIcon aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {open && (
        <Suspense>
          <CalendarDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
