import { Button, TextField } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import {
  beginTotpMutation,
  confirmTotpMutation,
  removeTotpMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { FactorsOut, TotpStart } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { useFieldErrorText } from '../../ui/error-text'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { Section } from './section'

interface TotpSectionProps {
  factors: FactorsOut
  onChanged: (recoveryCodes: string[]) => Promise<unknown>
}

export function TotpSection({ factors, onChanged }: TotpSectionProps) {
  const { t } = useTranslation('account')
  const language = useLanguage()
  const [removing, setRemoving] = useState(false)
  const begin = useMutation(beginTotpMutation())
  const remove = useMutation(removeTotpMutation())
  if (factors.totp_since)
    return (
      <Section title={t('totp.title')}>
        <p className="flush">{t('totp.on', { date: dat(language, factors.totp_since) })}</p>
        <Button size="small" variant="secondary" data-color="danger" onClick={() => setRemoving(true)}>
          {t('totp.remove')}
        </Button>
        <ConfirmDialog
          open={removing}
          danger
          onClose={() => setRemoving(false)}
          title={t('totp.remove_title')}
          confirm={t('totp.remove')}
          onConfirm={async () => {
            await remove.mutateAsync({})
            await onChanged([])
          }}
        >
          {t('totp.remove_text')}
        </ConfirmDialog>
      </Section>
    )
  return (
    <Section title={t('totp.title')} lead={t('totp.lead')}>
      {begin.error && <InlineError error={begin.error} />}
      {begin.data ? (
        <TotpSetup
          start={begin.data}
          onDone={async (codes) => {
            begin.reset()
            showSuccess(t('totp.now_on'))
            await onChanged(codes)
          }}
        />
      ) : (
        <Button variant="secondary" loading={begin.isPending} onClick={() => begin.mutate({})}>
          {t('totp.begin')}
        </Button>
      )}
    </Section>
  )
}

interface TotpSetupProps {
  start: TotpStart
  onDone: (codes: string[]) => Promise<unknown>
}

function TotpSetup({ start, onDone }: TotpSetupProps) {
  const { t } = useTranslation('account')
  const fieldText = useFieldErrorText()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    ...confirmTotpMutation(),
    onSuccess: ({ recovery_codes }) => onDone(recovery_codes),
  })
  const field = isApiError(confirm.error) ? confirm.error.problem.fields[0] : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ body: { code: code.trim().padEnd(6, '-') } })
  }
  const { size, path } = start.qr_code
  return (
    <div className="totp-setup">
      <p className="flush">{t('totp.scan')}</p>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('totp.picture')}>
        <path d={path} fill="#000000" shapeRendering="crispEdges" />
      </svg>
      <p className="flush">
        {t('totp.manual')} <code>{start.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <form noValidate onSubmit={send}>
        {confirm.error && !field && <InlineError error={confirm.error} />}
        <TextField
          label={t('totp.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          maxLength={10}
          onChange={(event) => setCode(event.target.value)}
          error={field ? fieldText(field.code, field.message) : undefined}
        />
        <Button type="submit" loading={confirm.isPending}>
          {t('totp.confirm')}
        </Button>
      </form>
    </div>
  )
}
