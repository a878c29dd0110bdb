import { Button, Dialog } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { replayWebhookDelivery } from '../../api/notifications/sdk.gen'
import type { WebhookDeliveryDetailOut } from '../../api/notifications/types.gen'
import { InlineError } from '../../ui/inline-error'
import { Attempts, Words } from '../../ui/receivers/attempts'
import { showSuccess } from '../../ui/toast'
import { deliveryQuery, useSentChanged } from './queries'
import { useEventWords } from './words'
import './webhooks.css'

interface SentDialogProps {
  id: string
  webhookId: string
  close: () => void
}

/** One message: what was sent, what was answered to each attempt, and once more if wanted. */
export function SentDialog({ id, webhookId, close }: SentDialogProps) {
  const { t } = useTranslation('webhooks')
  const words = useEventWords()
  const { data, error } = useQuery(deliveryQuery(id))
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const sent = useSentChanged(webhookId)
  const replay = async () => {
    setBusy(true)
    try {
      await replayWebhookDelivery({ path: { delivery_id: id }, throwOnError: true })
      await sent()
      showSuccess(t('replayed', { count: 1 }))
      close()
    } catch (caught) {
      setRefusal(caught)
      setBusy(false)
    }
  }
  const hasEnded = data?.ended_at != null
  return (
    <Dialog open onOpenChange={(next) => !next && !busy && close()}>
      <Dialog.Popup width="large">
        <Dialog.Header>
          <Dialog.Title>{data ? words(data.event_type) : t('sent')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {(error ?? refusal) ? <InlineError error={error ?? refusal} /> : null}
          {data && <Message message={data} />}
        </Dialog.Body>
        {hasEnded && (
          <Dialog.Footer>
            <Button onClick={() => void replay()} loading={busy}>
              {t('replay_one')}
            </Button>
          </Dialog.Footer>
        )}
      </Dialog.Popup>
    </Dialog>
  )
}

function Message({ message }: { message: WebhookDeliveryDetailOut }) {
  const { t } = useTranslation('webhooks')
  return (
    <div className="stack stack--close">
      <p className="flush small subtle">
        {t('message_id')}: <span className="webhook-url">{message.message_id}</span>
      </p>
      <Attempts attempts={message.attempts} />
      <h2 className="flush receiver-heading">{t('body')}</h2>
      <Words label={t('body')}>{message.body}</Words>
    </div>
  )
}
