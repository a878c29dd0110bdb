import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showError } from '../toast'

interface SwitchButtonProps {
  isOn: boolean
  /** Asks first, as somebody will no longer be told. */
  askOff: () => void
  switchOn: () => Promise<unknown>
}

/** Switches a receiver off, or on again. */
export function SwitchButton({ isOn, askOff, switchOn }: SwitchButtonProps) {
  const { t } = useTranslation('webhooks')
  return isOn ? (
    <Button size="small" variant="secondary" data-color="neutral" onClick={askOff}>
      {t('do.off')}
    </Button>
  ) : (
    <Button size="small" variant="secondary" onClick={() => void switchOn().catch(showError)}>
      {t('do.on')}
    </Button>
  )
}

/** Shows whether it arrives, without waiting for something to happen. */
export function TestButton({ send }: { send: () => Promise<unknown> }) {
  const { t } = useTranslation('webhooks')
  const [busy, setBusy] = useState(false)
  const test = async () => {
    setBusy(true)
    try {
      await send()
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" loading={busy} onClick={() => void test()}>
      {t('do.test')}
    </Button>
  )
}
