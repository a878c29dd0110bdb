import { useTranslation } from 'react-i18next'
import type { MachineOut } from '../../api/registry/types.gen'
import { StatusTag } from '../../ui/status-tag'

const tones = { active: 'success', expired: 'neutral', revoked: 'danger' } as const

export function KeyState({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  return <StatusTag status={machine.state} tone={tones[machine.state]} label={t(`states.${machine.state}`)} />
}
