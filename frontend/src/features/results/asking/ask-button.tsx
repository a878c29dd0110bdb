import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { useMayOn } from '../../../lib/access'

const AskDialog = lazy(() => import('./ask-dialog').then((part) => ({ default: part.AskDialog })))

/** For who arranges the reporting: to ask people without an account. */
export function AskButton({ framework }: { framework: FrameworkOut }) {
  const { t } = useTranslation('contribute')
  const { id, archived } = framework.project
  const may = useMayOn('result.write', 'project', id) && !archived
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setOpen(true)}>
        {t('ask.open')}
      </Button>
      {open && (
        <Suspense>
          <AskDialog framework={framework} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
