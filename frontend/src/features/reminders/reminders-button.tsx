import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { laterTexts } from '../../i18n'

const RemindersDialog = lazy(async () => {
  const [part] = await Promise.all([import('./reminders-dialog'), laterTexts()])
  return { default: part.RemindersDialog }
})

/** When people are reminded: in a programme, or, without one, wherever none laid down its own steps. */
export function RemindersButton({ programmeId }: { programmeId?: string }) {
  const { t } = useTranslation('programmes')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
        {t('reminders')}
      </Button>
      {open && (
        <Suspense>
          <RemindersDialog programmeId={programmeId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
