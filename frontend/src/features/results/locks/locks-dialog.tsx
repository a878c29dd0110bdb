import './locks.css'
import { Button, Dialog, Loader } from '@navikt/ds-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockOut } from '../../../api/indicators/types.gen'
import { InlineError } from '../../../ui/inline-error'
import { useDiscard } from '../use-discard'
import { LockForm } from './lock-form'
import { LockItem } from './lock-item'
import type { LocksButtonProps } from './locks-button'

/** Reads the locks anew, and says in words what became of them. */
export type Changed = (text?: string) => Promise<void>

interface LocksDialogProps extends LocksButtonProps {
  mayLock: boolean
  locks: UseQueryResult<LockOut[]>
  refresh: () => Promise<void>
  onClose: () => void
}

/** Days of which nothing more is said: by whom, why, and who may still. */
export function LocksDialog({ what, framework, mayLock, locks, refresh, onClose }: LocksDialogProps) {
  const { t } = useTranslation('locks')
  const [adding, setAdding] = useState(false)
  const [done, setDone] = useState('')
  const { touch, leave, question } = useDiscard(onClose)
  const status = useRef<HTMLParagraphElement>(null)
  // The button that was pressed is gone with what it was about: the focus stays in the dialog.
  const changed: Changed = async (text) => {
    await refresh()
    if (text === undefined) return
    setDone(text)
    status.current?.focus()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && leave()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body onInput={touch}>
          <div className="stack">
            <p className="flush subtle">{t('lead')}</p>
            <p ref={status} role="status" tabIndex={-1} className="flush locks__done">
              {done}
            </p>
            {locks.isError && <InlineError error={locks.error} retry={locks.refetch} />}
            {locks.isPending && <Loader size="small" title={t('loading')} />}
            {locks.data?.length === 0 && <p className="flush">{t('none')}</p>}
            {locks.data && locks.data.length > 0 && (
              <ul className="locks">
                {locks.data.map((lock) => (
                  <LockItem key={lock.id} lock={lock} framework={framework} onChanged={changed} />
                ))}
              </ul>
            )}
            {mayLock &&
              (adding ? (
                <LockForm
                  ownerId={framework.project.id}
                  what={what}
                  onChanged={changed}
                  onClose={() => setAdding(false)}
                />
              ) : (
                <div>
                  <Button size="small" onClick={() => setAdding(true)}>
                    {t('lock')}
                  </Button>
                </div>
              ))}
          </div>
        </Dialog.Body>
        {question}
      </Dialog.Popup>
    </Dialog>
  )
}
