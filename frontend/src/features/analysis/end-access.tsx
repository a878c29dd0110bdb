import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnalysisAccessOut } from '../../api/registry/types.gen'

const EndDialog = lazy(() => import('./end-dialog').then((part) => ({ default: part.EndDialog })))

/** Asks first: what was made with the login shows nothing then. */
export function EndAccess({ access }: { access: AnalysisAccessOut }) {
  const { t } = useTranslation('analysis')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="xsmall"
        variant="tertiary"
        data-color="danger"
        aria-label={`${t('end')}: ${access.login}`}
        onClick={() => setOpen(true)}
      >
        {t('end')}
      </Button>
      {open && (
        <Suspense>
          <EndDialog access={access} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
