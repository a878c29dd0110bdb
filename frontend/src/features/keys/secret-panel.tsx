import { useTranslation } from 'react-i18next'
import type { MachineIssued } from '../../api/registry/types.gen'
import { ShownOnce } from '../../ui/shown-once'

/** The secret of a key, and the id that a client goes by. */
export function SecretPanel({ issued }: { issued: MachineIssued }) {
  const { t } = useTranslation('keys')
  const { machine, secret } = issued
  return (
    <ShownOnce
      title={t('secret_once')}
      text={t('secret_once_text')}
      secret={secret ?? ''}
      lines={machine.kind === 'client' ? [{ label: t('client_id'), value: machine.id }] : []}
    />
  )
}
