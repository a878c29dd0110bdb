import type { DeliveryOut } from '../../api/notifications/types.gen'
import type { Tone } from '../status-tag'

/** How far a message has come, whoever it is for. */
export const deliveryTones: Record<DeliveryOut['state'], Tone> = {
  pending: 'info',
  sending: 'info',
  delivered: 'success',
  dead: 'danger',
  cancelled: 'neutral',
  suppressed: 'warning',
}
