import { MenuElipsisHorizontalIcon } from '@navikt/aksel-icons'
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
import { SwitchButton, TestButton } from '../../ui/receivers/receiver-buttons'
import { showSuccess } from '../../ui/toast'
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
    await changed((await enableWebhook(asSeen(webhook))).data)
    showSuccess(t('on_now', { name: webhook.name }))
  }
  const sent = useSentChanged(webhook.id)
  const sendTest = async () => {
    await sendTestMessage({ path: { webhook_id: webhook.id }, throwOnError: true })
    await sent()
    showSuccess(t('test_sent'))
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
      <SwitchButton isOn={isOn} askOff={() => setAsked('off')} switchOn={switchOn} />
      <LinkButton to="/webhooks/$id/edit" params={{ id: webhook.id }} variant="secondary">
        {t('do.change')}
      </LinkButton>
      {isOn && <TestButton send={sendTest} />}
      {asked && (
        <Suspense>
          <Asking webhook={webhook} asked={asked} close={close} />
        </Suspense>
      )}
    </>
  )
}
