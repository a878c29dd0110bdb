import { Link } from '@tanstack/react-router'
import type { AuditEventItem } from '../../api/registry/types.gen'
import { usePickText } from '../../ui/localised-view'
import { useTypeWords } from './words'

type Event = Pick<AuditEventItem, 'object_type' | 'object_id' | 'object_name'>

const pages = {
  organisation: '/organisations/$id',
  programme: '/programmes/$id',
  partnership: '/partnerships/$id',
  network: '/networks/$id',
  project: '/projects/$id',
  account: '/people/$id',
  import: '/imports/$id',
} as const

/** What something was done to: of what kind it is, and its name, which leads to it. */
export function ObjectName({ event }: { event: Event }) {
  const words = useTypeWords()
  const pick = usePickText()
  const { object_type: type, object_id: id, object_name: named } = event
  if (!type) return null
  const name = typeof named === 'string' ? named : named && pick(named)
  const to = pages[type as keyof typeof pages]
  return (
    <>
      <span className="subtle">{words(type)}</span>{' '}
      {name &&
        (to && id ? (
          <Link to={to} params={{ id }}>
            {name}
          </Link>
        ) : (
          name
        ))}
    </>
  )
}
