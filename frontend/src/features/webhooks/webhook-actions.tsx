import { MenuElipsisHorizontalIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  disableWebhook,
  enableWebhook,
  removeWebhook,
  sendTestMessage,
} from '../../api/notifications/sdk.gen'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { LinkButton } from '../../ui/link-button'
import { Menu } from '../../ui/menu'
import { showError, showSuccess } from '../../ui/toast'
import type { Asked } from './asking'
import { asSeen, useSentChanged, useWebhookChanged } from './queries'

const Asking = lazy(() => import('./asking').then((part) => ({ default: part.Asking })))

/** What one can do with an endpoint. */
export function WebhookActions({ webhook }: { webhook: WebhookOut }) {
  const { t } = useTranslation('webhooks')
  const [asked, setAsked] = useState<Asked>()
  const changed = useWebhookChanged()
  const isOn = webhook.state === 'active'
  const close = () => setAsked(undefined)
  const switchOn = async () => {
    try {
      await changed((await enableWebhook(asSeen(webhook))).data)
      showSuccess(t('on_now', { name: webhook.name }))
    } catch (error) {
      showError(error)
    }
  }
  return (
    <>
      <Menu
        label={t('more')}
        icon={<MenuElipsisHorizontalIcon aria-hidden />}
        content={(closeMenu) =>
          (['secret', 'replay', 'remove'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="menu__item"
              onClick={() => {
                closeMenu()
                setAsked(one)
              }}
            >
              {t(`do.${one}`)}
            </button>
          ))
        }
      >
        {t('more')}
      </Menu>
      {isOn ? (
        <Button size="small" variant="secondary" data-color="neutral" onClick={() => setAsked('off')}>
          {t('do.off')}
        </Button>
      ) : (
        <Button size="small" variant="secondary" onClick={() => void switchOn()}>
          {t('do.on')}
        </Button>
      )}
      <LinkButton to="/webhooks/$id/edit" params={{ id: webhook.id }} variant="secondary">
        {t('do.change')}
      </LinkButton>
      {isOn && <TestButton webhook={webhook} />}
      {asked && (
        <Suspense>
          <Asking webhook={webhook} asked={asked} close={close} />
        </Suspense>
      )}
    </>
  )
}

/** Shows whether it arrives, without waiting for something to happen. */
function TestButton({ webhook }: { webhook: WebhookOut }) {
  const { t } = useTranslation('webhooks')
  const [busy, setBusy] = useState(false)
  const sent = useSentChanged(webhook.id)
  const send = async () => {
    setBusy(true)
    try {
      await sendTestMessage({ path: { webhook_id: webhook.id }, throwOnError: true })
      await sent()
      showSuccess(t('test_sent'))
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" loading={busy} onClick={() => void send()}>
      {t('do.test')}
    </Button>
  )
}
