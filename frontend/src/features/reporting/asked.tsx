import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayOn } from '../../lib/access'

const AskedDialog = lazy(() => import('./asked-dialog').then((part) => ({ default: part.AskedDialog })))

/** What reports are asked for: read by all, laid down by whoever governs the programme. */
export function Asked({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation('reporting')
  const may = useMayOn('result.govern', 'programme', programmeId)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
        {t('asked.title')}
      </Button>
      {open && (
        <Suspense>
          <AskedDialog programmeId={programmeId} may={may} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
