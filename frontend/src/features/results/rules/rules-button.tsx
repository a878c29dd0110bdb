import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { programmeRulesQuery } from './queries'

const RulesDialog = lazy(() => import('./rules-dialog').then((part) => ({ default: part.RulesDialog })))

/** How the results of a programme are judged: for all who read here; to be changed by who governs it. */
export function RulesButton({ framework }: { framework: FrameworkOut }) {
  const { t } = useTranslation('rules')
  const rules = useQuery(programmeRulesQuery(framework.project.id)).data
  const [open, setOpen] = useState(false)
  if (!rules) return null
  return (
    <>
      <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      {open && (
        <Suspense>
          <RulesDialog rules={rules} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
