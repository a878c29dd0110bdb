import type { NotificationOut } from '../../api/notifications/types.gen'
import { LocalisedView } from '../../ui/localised-view'
import { isLocalised } from './sentence'

/** What somebody wrote to those whom they told, whole; nothing where nobody did. */
export function Letter({ item: { params } }: { item: NotificationOut }) {
  const text = params['text']
  if (!isLocalised(text)) return null
  const original = String(params['original_language'])
  return <LocalisedView as="p" className="notification__letter" text={text} original={original} />
}
