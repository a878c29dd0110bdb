import { Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { urgentQuery } from './queries'
import { TodoItem } from './todo-item'

/** The three most urgent things, for the overview; nothing at all when all is done. */
export function UrgentPanel() {
  const { t } = useTranslation('todo')
  const { data } = useQuery(urgentQuery(3))
  if (!data || data.items.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="xsmall" spacing>
        <Link to="/todo">{t('title')}</Link>
      </Heading>
      <ul className="todo-panel">
        {data.items.map((item) => (
          <TodoItem key={`${item.kind} ${item.object_id} ${item.due_on}`} item={item} />
        ))}
      </ul>
    </section>
  )
}
