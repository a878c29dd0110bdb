import './todo.css'
import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { TodoOut } from '../../api/notifications/types.gen'
import { TodoItem } from './todo-item'

const urgencies = ['overdue', 'this_week', 'later'] as const

/** What there is to do under how urgent it is; their order stays. */
export function TodoList({ items }: { items: readonly TodoOut[] }) {
  const { t } = useTranslation('todo')
  return (
    <div className="stack">
      {urgencies.map((urgency) => {
        const these = items.filter((item) => item.urgency === urgency)
        if (these.length === 0) return null
        return (
          <section key={urgency} aria-labelledby={`todo-${urgency}`} className="todo" data-urgency={urgency}>
            <Heading level="2" size="xsmall" id={`todo-${urgency}`}>
              {t(`urgency.${urgency}`)}
            </Heading>
            <ul>
              {these.map((item) => (
                <TodoItem key={`${item.kind} ${item.object_id} ${item.due_on}`} item={item} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
