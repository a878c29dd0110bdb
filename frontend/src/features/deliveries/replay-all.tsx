import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { replayDeadDeliveriesMutation } from '../../api/notifications/@tanstack/react-query.gen'
import { showSuccess } from '../../ui/toast'
import { useDeliveriesChanged } from './queries'

const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog').then((part) => ({ default: part.ConfirmDialog })),
)

/** Sends once more everything that was given up, after one has said so twice. */
export function ReplayAll({ dead }: { dead: number }) {
  const { t } = useTranslation('deliveries')
  const [open, setOpen] = useState(false)
  const changed = useDeliveriesChanged()
  const replay = useMutation({ ...replayDeadDeliveriesMutation() })
  const run = async () => {
    const { replayed } = await replay.mutateAsync({ body: {} })
    await changed()
    showSuccess(t('replayed', { count: replayed }))
  }
  return (
    <div>
      <Button size="small" variant="secondary" onClick={() => setOpen(true)}>
        {t('replay_all')}
      </Button>
      {open && (
        <Suspense>
          <ConfirmDialog
            open
            onClose={() => setOpen(false)}
            title={t('replay_all_title')}
            confirm={t('replay_all')}
            onConfirm={run}
          >
            <p className="flush">{t('replay_all_text', { count: dead })}</p>
          </ConfirmDialog>
        </Suspense>
      )}
    </div>
  )
}
