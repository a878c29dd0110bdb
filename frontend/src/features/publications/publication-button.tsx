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

/** What everybody reads of a programme or project; for who looks after the programme. */
export function PublicationButton(thing: Thing) {
  const { t } = useTranslation('programmes')
  const [open, setOpen] = useState(false)
  const may = useMayOn('programme.write', thing.kind, thing.id)
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
