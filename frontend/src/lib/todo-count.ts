import { queryOptions } from '@tanstack/react-query'
import { countTodo } from '../api/notifications/sdk.gen'

/** How much one has to do. Written out: what is generated for the notifications comes with every page. */
export const todoCountQuery = () =>
  queryOptions({
    queryKey: [{ _id: 'countTodo' }],
    queryFn: async ({ signal }) => {
      const { data } = await countTodo({ signal, throwOnError: true })
      return data
    },
  })
