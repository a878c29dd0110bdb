import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartnershipOut } from '../../api/registry/types.gen'

// The form is heavy, and most people only read: it comes when it is asked for.
const StatusDialog = lazy(() =>
  import('./status-dialog').then(({ StatusDialog }) => ({ default: StatusDialog })),
)

export function StatusButton({ partnership }: { partnership: PartnershipOut }) {
  const { t } = useTranslation('partnerships')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
        {t('change_status')}
      </Button>
      {open && (
        <Suspense>
          <StatusDialog partnership={partnership} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
