import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listTodo } from '../../api/notifications/sdk.gen'

// Written out: what is generated for the notifications comes with every page.

/** Everything one has to do, page after page as it is asked for. */
export const todoQuery = () =>
  infiniteQueryOptions({
    queryKey: [{ _id: 'listTodo' }],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {}
      const { data } = await listTodo({ query, signal, throwOnError: true })
      return data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** The most urgent things. */
export const urgentQuery = (limit: number) =>
  queryOptions({
    queryKey: [{ _id: 'listTodo', limit }],
    queryFn: async ({ signal }) => {
      const { data } = await listTodo({ query: { limit }, signal, throwOnError: true })
      return data
    },
  })
