import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endPersonSessionsMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { PersonOut } from '../../api/registry/types.gen'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog').then((part) => ({ default: part.ConfirmDialog })),
)
const ReasonDialog = lazy(() => import('./reason-dialog').then((part) => ({ default: part.ReasonDialog })))

/** What an administrator does with an account as a whole. */
export function AccountActions({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const [asked, setAsked] = useState<'activity' | 'sessions'>()
  const changed = usePersonChanged()
  const named = { name: person.display_name }
  const close = () => setAsked(undefined)
  const end = useMutation({
    ...endPersonSessionsMutation(),
    onSuccess: async ({ ended }) => {
      await changed(person.id)
      showSuccess(t('signed_out_now', { ...named, count: ended }))
    },
  })
  return (
    <>
      {person.may.end_sessions && Boolean(person.open_sessions) && (
        <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setAsked('sessions')}>
          {t('sign_out')}
        </Button>
      )}
      {person.may.deactivate && (
        <Button size="small" variant="secondary" data-color="neutral" onClick={() => setAsked('activity')}>
          {person.is_active ? t('deactivate') : t('reactivate')}
        </Button>
      )}
      <Suspense>
        {asked === 'sessions' && (
          <ConfirmDialog
            open
            onClose={close}
            title={t('sign_out_title', named)}
            confirm={t('sign_out')}
            onConfirm={() => end.mutateAsync({ path: { account_id: person.id } })}
          >
            {t('sign_out_text', named)}
          </ConfirmDialog>
        )}
        {asked === 'activity' && <ReasonDialog person={person} close={close} />}
      </Suspense>
    </>
  )
}
