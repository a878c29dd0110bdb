import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { replayDeliveryMutation } from '../../api/notifications/@tanstack/react-query.gen'
import type { DeliveryOut } from '../../api/notifications/types.gen'
import { showError, showSuccess } from '../../ui/toast'
import { useDeliveriesChanged } from './queries'

/** For what was given up; what was delivered is nobody's to repeat by a slip of the finger. */
export function ReplayButton({ delivery }: { delivery: DeliveryOut }) {
  const { t } = useTranslation('deliveries')
  const changed = useDeliveriesChanged()
  const replay = useMutation({
    ...replayDeliveryMutation(),
    onSuccess: async () => {
      await changed()
      showSuccess(t('replay_done'))
    },
    onError: showError,
  })
  if (delivery.state !== 'dead') return null
  return (
    <Button
      size="xsmall"
      variant="secondary"
      loading={replay.isPending}
      onClick={() => replay.mutate({ path: { delivery_id: delivery.id } })}
    >
      {t('replay')}
    </Button>
  )
}
