import { useBlocker } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

// Fetched when somebody is about to leave: most forms are saved.
const ConfirmDialog = lazy(() =>
  import('../confirm-dialog').then((part) => ({ default: part.ConfirmDialog })),
)

/** Asks before a page with unsaved input is left; a page that is left after saving is not held back. */
export function LeaveGuard({ dirty, leaving }: { dirty: boolean; leaving: RefObject<boolean> }) {
  const { t } = useTranslation()
  const held = () => dirty && !leaving.current
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => held() && current.pathname !== next.pathname,
    enableBeforeUnload: held,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <Suspense>
      <ConfirmDialog
        open
        onClose={() => reset?.()}
        title={t('leave.title')}
        confirm={t('leave.confirm')}
        onConfirm={async () => proceed?.()}
        danger
      >
        {t('leave.text')}
      </ConfirmDialog>
    </Suspense>
  )
}
