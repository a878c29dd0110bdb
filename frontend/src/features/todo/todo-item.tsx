import './todo.css'
import { useTranslation } from 'react-i18next'
import type { TodoOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat, inDays } from '../../lib/format'
import { PathLink } from '../../ui/path-link'
import { addressOf } from './where'
import { place, task } from './words'

/** One thing to do: what, where and by when; leads to where it is done. */
export function TodoItem({ item, now = new Date() }: { item: TodoOut; now?: Date }) {
  const { t } = useTranslation('todo')
  const language = useLanguage()
  const address = addressOf(item)
  const text = task(t, item)
  const where = place(language, item)
  return (
    <li className="todo-item" data-urgency={item.urgency}>
      <div>
        {address ? <PathLink path={address}>{text}</PathLink> : text}
        {where && <p className="todo-item__where">{where}</p>}
      </div>
      <p className="todo-item__due">
        <time dateTime={item.due_on}>{dat(language, item.due_on)}</time>
        <span>{inDays(language, item.due_on, now)}</span>
      </p>
    </li>
  )
}
