import { CopyButton, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { MachineIssued } from '../../api/registry/types.gen'
import './keys.css'

/** The secret, the only time that it is there. */
export function SecretPanel({ issued }: { issued: MachineIssued }) {
  const { t } = useTranslation('keys')
  const { machine, secret } = issued
  return (
    <div className="key-secret">
      {secret && (
        <LocalAlert status="warning">
          <LocalAlert.Header>
            <LocalAlert.Title as="h2">{t('secret_once')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>{t('secret_once_text')}</LocalAlert.Content>
        </LocalAlert>
      )}
      {machine.kind === 'client' && <Line label={t('client_id')} value={machine.id} />}
      {secret && <Line label={t('secret')} value={secret} />}
    </div>
  )
}

function Line({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('keys')
  return (
    <div>
      <p className="flush">
        <strong>{label}</strong>
      </p>
      <div className="key-secret__line">
        <code>{value}</code>
        <CopyButton
          size="small"
          variant="action"
          copyText={value}
          text={t('copy', { what: label })}
          activeText={t('copied')}
        />
      </div>
    </div>
  )
}
