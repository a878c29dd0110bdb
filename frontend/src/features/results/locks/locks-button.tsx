import { Button } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { useMayOn } from '../../../lib/access'
import type { What } from '../../../lib/results'
import { locksQuery, refreshLocks } from './queries'

const LocksDialog = lazy(() => import('./locks-dialog').then((part) => ({ default: part.LocksDialog })))

export interface LocksButtonProps {
  what: What
  framework: FrameworkOut
}

/** Which days are locked: for all who read here, as soon as there are any; for who may lock, always. */
export function LocksButton({ what, framework }: LocksButtonProps) {
  const { t } = useTranslation('locks')
  const { id, archived } = framework.project
  const mayLock = useMayOn('entry.review', what, id) && !archived
  const locks = useQuery(locksQuery(id))
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  const number = locks.data?.length ?? 0
  if (number === 0 && !mayLock) return null
  return (
    <>
      <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setOpen(true)}>
        {number > 0 ? t('open_some', { number }) : t('title')}
      </Button>
      {open && (
        <Suspense>
          <LocksDialog
            what={what}
            framework={framework}
            mayLock={mayLock}
            locks={locks}
            refresh={() => refreshLocks(cache)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
