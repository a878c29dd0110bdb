import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { laterTexts } from '../../i18n'
import { useMayOn } from '../../lib/access'
import type { Thing } from './queries'

const PublicationDialog = lazy(async () => {
  const [part] = await Promise.all([import('./publication-dialog'), laterTexts()])
  return { default: part.PublicationDialog }
})

interface PublicationButtonProps extends Thing {
  /** What a report is of, where its reader's role is held. */
  of?: { kind: 'programme' | 'project'; id: string }
}

/** What everybody reads of a programme, project or report; for who looks after the programme. */
export function PublicationButton({ of, ...thing }: PublicationButtonProps) {
  const { t } = useTranslation('programmes')
  const [open, setOpen] = useState(false)
  const held = of ?? {
    kind: thing.kind === 'project' ? ('project' as const) : ('programme' as const),
    id: thing.id,
  }
  const may = useMayOn('programme.write', held.kind, held.id)
  return (
    may && (
      <>
        <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
          {t('public_page')}
        </Button>
        {open && (
          <Suspense>
            <PublicationDialog thing={thing} onClose={() => setOpen(false)} />
          </Suspense>
        )}
      </>
    )
  )
}
