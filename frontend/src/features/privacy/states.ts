import type { PersonRequestOut } from '../../api/registry/types.gen'
import type { Tone } from '../../ui/status-tag'

export const stateTones: Record<PersonRequestOut['state'], Tone> = {
  requested: 'warning',
  running: 'info',
  done: 'success',
  refused: 'neutral',
}
