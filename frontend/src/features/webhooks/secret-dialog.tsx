import { Button, Dialog, Select } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renewWebhookSecret } from '../../api/notifications/sdk.gen'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { InlineError } from '../../ui/inline-error'
import { ShownOnce } from '../../ui/shown-once'
import { asSeen, useWebhookChanged } from './queries'

const overlaps = [0, 1, 24, 168]

/** A new secret; the old one signs beside it for a while. */
export function SecretDialog({ webhook, close }: { webhook: WebhookOut; close: () => void }) {
  const { t } = useTranslation(['webhooks', 'common'])
  const [overlap, setOverlap] = useState(24)
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const changed = useWebhookChanged()
  const renew = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const { data } = await renewWebhookSecret({ ...asSeen(webhook), body: { overlap_hours: overlap } })
      setSecret(data.secret)
      await changed(data.webhook)
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(next) => !next && !busy && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('secret_title', { name: webhook.name })}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {secret ? (
            <ShownOnce title={t('secret_once')} text={t('secret_once_text')} secret={secret} />
          ) : (
            <Select
              size="small"
              label={t('overlap')}
              description={t('overlap_hint')}
              value={overlap}
              onChange={(event) => setOverlap(Number(event.target.value))}
            >
              {overlaps.map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('at_once') : t('hours', { count })}
                </option>
              ))}
            </Select>
          )}
          {error !== undefined && <InlineError error={error} />}
        </Dialog.Body>
        <Dialog.Footer>
          {secret ? (
            <Button onClick={close}>{t('kept')}</Button>
          ) : (
            <>
              <Button variant="secondary" data-color="neutral" onClick={close} disabled={busy}>
                {t('common:cancel')}
              </Button>
              <Button onClick={() => void renew()} loading={busy}>
                {t('do.secret')}
              </Button>
            </>
          )}
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
