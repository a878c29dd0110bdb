import { Checkbox, Select } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { replayWebhook } from '../../api/notifications/sdk.gen'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'
import { useSentChanged } from './queries'

const spans = [1, 24, 72, 168]
const HOUR = 3_600_000

/** Sends once more what happened in the last hours or days. */
export function ReplayDialog({ webhook, close }: { webhook: WebhookOut; close: () => void }) {
  const { t } = useTranslation('webhooks')
  const [hours, setHours] = useState(24)
  const [all, setAll] = useState(false)
  const sent = useSentChanged(webhook.id)
  const run = async () => {
    const since = new Date(Date.now() - hours * HOUR).toISOString()
    const path = { webhook_id: webhook.id }
    const body = { since, only_failed: !all }
    const { data } = await replayWebhook({ path, body, throwOnError: true })
    await sent()
    showSuccess(t('replayed', { count: data.replayed }))
  }
  return (
    <ConfirmDialog
      open
      onClose={close}
      title={t('replay_title', { name: webhook.name })}
      confirm={t('do.replay')}
      onConfirm={run}
    >
      <Select
        size="small"
        label={t('replay_since')}
        value={hours}
        onChange={(event) => setHours(Number(event.target.value))}
      >
        {spans.map((count) => (
          <option key={count} value={count}>
            {t('hours', { count })}
          </option>
        ))}
      </Select>
      <Checkbox size="small" checked={all} onChange={(event) => setAll(event.target.checked)}>
        {t('replay_all')}
      </Checkbox>
    </ConfirmDialog>
  )
}
