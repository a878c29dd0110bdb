import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const DefaultsDialog = lazy(() =>
  import('./defaults-dialog').then((part) => ({ default: part.DefaultsDialog })),
)

export function DefaultsButton({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation('wishes')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
        {t('defaults.button')}
      </Button>
      {open && (
        <Suspense>
          <DefaultsDialog programmeId={programmeId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
