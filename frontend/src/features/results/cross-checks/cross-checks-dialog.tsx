import './cross-checks.css'
import { Button, Dialog, Loader } from '@navikt/ds-react'
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CrossCheckOut } from '../../../api/indicators/types.gen'
import type { What } from '../../../lib/results'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { CrossCheckForm } from './cross-check-form'
import { CrossCheckItem } from './cross-check-item'
import { refreshCrossChecks } from './queries'

/** Reads the rules anew, and says in words what became of them. */
export type Changed = (text?: string) => Promise<void>

interface CrossChecksDialogProps {
  what: What
  ownerId: string
  mayAdd: boolean
  checks: UseQueryResult<CrossCheckOut[]>
  onClose: () => void
}

/** What values of the same period and place are to come to: listed, added, changed and removed. */
export function CrossChecksDialog({ what, ownerId, mayAdd, checks, onClose }: CrossChecksDialogProps) {
  const { t } = useTranslation('rules')
  const cache = useQueryClient()
  const [adding, setAdding] = useState(false)
  const [done, setDone] = useState('')
  const status = useRef<HTMLParagraphElement>(null)
  // The button that was pressed is gone with what it was about: the focus stays in the dialog.
  const changed: Changed = async (text) => {
    await refreshCrossChecks(cache)
    if (text === undefined) return
    setDone(text)
    status.current?.focus()
  }
  const add = mayAdd && !adding && (
    <div>
      <Button size="small" onClick={() => setAdding(true)}>
        {t('cross.add')}
      </Button>
    </div>
  )
  const known = checks.data ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('cross.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p className="flush subtle">{t(`cross.lead.${what}`)}</p>
            <p ref={status} role="status" tabIndex={-1} className="flush cross-checks__done">
              {done}
            </p>
            {checks.isError && <InlineError error={checks.error} retry={checks.refetch} />}
            {checks.isPending && <Loader size="small" title={t('cross.loading')} />}
            {checks.data?.length === 0 && !adding && (
              <EmptyState title={t('cross.none')} action={add}>
                {t('cross.none_hint')}
              </EmptyState>
            )}
            {known.length > 0 && (
              <ul className="cross-checks">
                {known.map((check) => (
                  <CrossCheckItem key={check.id} check={check} here={ownerId} onChanged={changed} />
                ))}
              </ul>
            )}
            {known.length > 0 && add}
            {adding && (
              <CrossCheckForm ownerId={ownerId} onChanged={changed} onClose={() => setAdding(false)} />
            )}
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
