import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeRecoveryCodesMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { FactorsOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { Section } from './section'

interface CodesSectionProps {
  factors: FactorsOut
  onChanged: (recoveryCodes: string[]) => Promise<unknown>
}

/** There are codes when there is a factor that they stand in for. */
export function CodesSection({ factors, onChanged }: CodesSectionProps) {
  const { t } = useTranslation('account')
  const [asking, setAsking] = useState(false)
  const make = useMutation(makeRecoveryCodesMutation())
  if (!factors.totp_since && !factors.passkeys.length) return null
  return (
    <Section title={t('codes.title')} lead={t('codes.lead')}>
      <p className="flush">{t('codes.left', { count: factors.recovery_codes_left })}</p>
      <Button size="small" variant="secondary" onClick={() => setAsking(true)}>
        {t('codes.renew')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('codes.renew')}
        confirm={t('codes.renew')}
        onConfirm={async () => {
          const { recovery_codes } = await make.mutateAsync({})
          await onChanged(recovery_codes)
        }}
      >
        {t('codes.renew_text')}
      </ConfirmDialog>
    </Section>
  )
}
