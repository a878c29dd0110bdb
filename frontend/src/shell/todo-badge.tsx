import './todo-badge.css'
import { useQuery } from '@tanstack/react-query'
import { useSessionEnded } from '../lib/session-end'
import { todoCountQuery } from '../lib/todo-count'

/** The answer to "as before" has no body. */
const askEvery = 60_000

/** How much is overdue or due within a week, beside the entry of the menu. */
export function TodoBadge() {
  const ended = useSessionEnded()
  const { data } = useQuery({ ...todoCountQuery(), enabled: !ended, refetchInterval: askEvery })
  const urgent = data ? data.overdue + data.this_week : 0
  if (urgent === 0) return null
  return (
    <span className="todo-badge" data-overdue={(data?.overdue ?? 0) > 0}>
      {urgent > 99 ? '99+' : urgent}
    </span>
  )
}
