import { type FormEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

// Fetched when somebody is about to lose something: most forms are saved.
const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog').then((part) => ({ default: part.ConfirmDialog })),
)

interface Discard {
  /** For `onInput` of what the forms are in. */
  touch: (event: FormEvent<HTMLElement>) => void
  /** Closes at once, or asks first while a form is open that somebody has typed into. */
  leave: () => void
  question: ReactNode
}

/** Escape and the cross of a dialog are pressed by mistake; the button that says "cancel" is not. */
export function useDiscard(onClose: () => void): Discard {
  const { t } = useTranslation('results')
  // No state: drawing anew between a select's two events would take its choice back.
  const typed = useRef<Element | null>(null)
  const [asking, setAsking] = useState(false)
  return {
    touch: ({ target }) => {
      typed.current = (target as Element).closest('form')
    },
    leave: () => (typed.current?.isConnected ? setAsking(true) : onClose()),
    question: asking && (
      <Suspense>
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={t('discard_title')}
          confirm={t('discard')}
          onConfirm={async () => onClose()}
          danger
        >
          {t('discard_text')}
        </ConfirmDialog>
      </Suspense>
    ),
  }
}
