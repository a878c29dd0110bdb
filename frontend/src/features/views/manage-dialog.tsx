import { Button, CopyButton, Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeSavedViewMutation,
  removeSavedViewMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { SavedViewOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import type { Address } from './address'
import { ifMatch, useRefreshViews, useViews } from './queries'
import { ViewDialog } from './view-dialog'

interface ManageDialogProps {
  here: Address
  close: () => void
}

type Act = (action: () => Promise<unknown>, words: string) => Promise<void>

const called = (view: SavedViewOut) => ({ path: { saved_view_id: view.id }, headers: ifMatch(view) })

/** What becomes of views: renamed, shared, replaced by what is shown now, or taken away. */
export function ManageDialog({ here, close }: ManageDialogProps) {
  const { t } = useTranslation('views')
  const views = useViews(here.path)
  const refresh = useRefreshViews()
  const [changing, setChanging] = useState<SavedViewOut>()
  const [removing, setRemoving] = useState<SavedViewOut>()
  const remove = useMutation(removeSavedViewMutation())
  const [done, setDone] = useState('')
  const [error, setError] = useState<unknown>()
  const status = useRef<HTMLParagraphElement>(null)
  // The button that was pressed may be gone with its view: the focus stays in the dialog.
  const tell = async (words: string, refused?: unknown) => {
    setDone(words)
    setError(refused)
    await refresh()
    status.current?.focus()
  }
  const act: Act = (action, words) =>
    action().then(
      () => tell(words),
      (refused) => tell('', refused),
    )
  const told = ({ name }: SavedViewOut) => tell(t('removed_now', { name }))
  if (changing) {
    return <ViewDialog address={here} view={changing} close={() => setChanging(undefined)} />
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('manage')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p ref={status} role="status" tabIndex={-1} className="flush views__done">
              {done}
            </p>
            {error !== undefined && <InlineError error={error} />}
            {views.data?.items.length === 0 && <p className="flush">{t('none')}</p>}
            <ul className="views" aria-label={t('title')}>
              {views.data?.items.map((view) => (
                <ViewItem
                  key={view.id}
                  view={view}
                  here={here}
                  act={act}
                  change={setChanging}
                  remove={setRemoving}
                />
              ))}
            </ul>
          </div>
        </Dialog.Body>
        {removing && (
          <ConfirmDialog
            open
            onClose={() => setRemoving(undefined)}
            title={t('remove_title', { name: removing.name })}
            confirm={t('remove')}
            danger
            onConfirm={() => remove.mutateAsync(called(removing)).then(() => told(removing))}
          >
            {t('remove_text')} {removing.programme && t('remove_shared')}
          </ConfirmDialog>
        )}
        <Dialog.Footer>
          <Button onClick={close}>{t('close')}</Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

interface ViewItemProps {
  view: SavedViewOut
  here: Address
  act: Act
  change: (view: SavedViewOut) => void
  remove: (view: SavedViewOut) => void
}

function ViewItem({ view, here, act, change, remove }: ViewItemProps) {
  const { t } = useTranslation('views')
  const pick = usePickText()
  const { name, programme } = view
  const replace = useMutation(changeSavedViewMutation())
  const small = { size: 'xsmall', variant: 'tertiary', 'data-color': 'neutral' } as const
  return (
    <li className="views__item">
      <strong>{name}</strong>
      <p className="flush subtle">
        {programme
          ? t('shared_with', { programme: pick(programme.title, programme.original_language) })
          : t('private')}
        {view.is_default && `, ${t('default')}`}
      </p>
      <div className="views__actions">
        {view.may_change && (
          <>
            <Button {...small} aria-label={`${t('change')}: ${name}`} onClick={() => change(view)}>
              {t('change')}
            </Button>
            {view.search !== here.search && (
              <Button
                {...small}
                aria-label={`${t('replace')}: ${name}`}
                onClick={() =>
                  void act(
                    () => replace.mutateAsync({ ...called(view), body: { search: here.search } }),
                    t('replaced_now', { name }),
                  )
                }
              >
                {t('replace')}
              </Button>
            )}
            <Button
              {...small}
              data-color="danger"
              aria-label={`${t('remove')}: ${name}`}
              onClick={() => remove(view)}
            >
              {t('remove')}
            </Button>
          </>
        )}
        <CopyButton
          size="xsmall"
          copyText={`${location.origin}/views/${view.id}`}
          text={t('copy')}
          activeText={t('copied')}
          aria-label={`${t('copy')}: ${name}`}
        />
      </div>
    </li>
  )
}
