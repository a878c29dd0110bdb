import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { useMayOn } from '../../../lib/access'
import { mayChange, type What } from '../../../lib/results'
import { crossChecksQuery } from './queries'

const CrossChecksDialog = lazy(() =>
  import('./cross-checks-dialog').then((part) => ({ default: part.CrossChecksDialog })),
)

interface CrossChecksButtonProps {
  what: What
  framework: FrameworkOut
}

/** Rules between indicators: for all who read here, as soon as there are any; for who may lay them down, always. */
export function CrossChecksButton({ what, framework }: CrossChecksButtonProps) {
  const { t } = useTranslation('rules')
  const { id, archived } = framework.project
  const may = useMayOn(mayChange[what], what, id) && !archived
  const checks = useQuery(crossChecksQuery(id))
  const [open, setOpen] = useState(false)
  const number = checks.data?.length ?? 0
  if (number === 0 && !may) return null
  return (
    <>
      <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setOpen(true)}>
        {number > 0 ? t('cross.open_some', { number }) : t('cross.title')}
      </Button>
      {open && (
        <Suspense>
          <CrossChecksDialog
            what={what}
            ownerId={id}
            mayAdd={may}
            checks={checks}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
