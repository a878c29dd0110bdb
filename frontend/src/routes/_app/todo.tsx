import { Button, Skeleton } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CalendarButton } from '../../features/calendar/calendar-button'
import { todoQuery } from '../../features/todo/queries'
import { TodoList } from '../../features/todo/todo-list'
import { laterTexts } from '../../i18n'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { LinkButton } from '../../ui/link-button'
import { PageHeader } from '../../ui/page-header'

export const Route = createFileRoute('/_app/todo')({
  loader: async ({ context }) => {
    // What is looked at here is what the menu counts.
    void context.queryClient.invalidateQueries({ queryKey: [{ _id: 'countTodo' }] })
    await laterTexts()
  },
  component: Todo,
})

function Todo() {
  const { t } = useTranslation('todo')
  const todo = useInfiniteQuery(todoQuery())
  const items = todo.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<CalendarButton />} />
      {todo.isError && <InlineError error={todo.error} retry={() => todo.refetch()} />}
      {todo.isPending && <Skeleton variant="rounded" height="14rem" />}
      {todo.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('empty.title')}
          action={
            <LinkButton to="/" variant="secondary">
              {t('empty.action')}
            </LinkButton>
          }
        >
          {t('empty.text')}
        </EmptyState>
      )}
      <TodoList items={items} />
      {todo.hasNextPage && (
        <div className="todo__more">
          <Button
            variant="secondary"
            data-color="neutral"
            loading={todo.isFetchingNextPage}
            onClick={() => void todo.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
