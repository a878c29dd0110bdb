import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../testing/render'
import { server } from '../testing/server'
import { type Column, DataTable, type Page } from './data-table'
import { FilterBar } from './filter-bar'

interface Town {
  id: string
  name: string
}
const pages: Record<string, Page<Town>> = {
  '': {
    items: [
      { id: '1', name: 'Bihać' },
      { id: '2', name: 'Łódź' },
    ],
    next_cursor: 'second',
    total: 3,
  },
  second: { items: [{ id: '3', name: 'Tromsø' }], next_cursor: null, total: 3 },
}
const columns: Column<Town>[] = [
  { id: 'name', header: 'Name', sort: 'name', cell: (row) => row.name },
  { id: 'id', header: 'Number', cell: (row) => row.id, align: 'right' },
]

function Towns() {
  const { after, sort, q } = useSearch({ strict: false }) as Record<string, string | undefined>
  const query = useQuery({
    queryKey: ['towns', after, sort, q],
    queryFn: async (): Promise<Page<Town>> => {
      const answer = await fetch(
        `http://localhost:3000/towns?cursor=${after ?? ''}&sort=${sort ?? ''}&q=${q ?? ''}`,
      )
      if (!answer.ok) throw new Error('no')
      return answer.json()
    },
  })
  return (
    <>
      <FilterBar values={{ q }} search="Search towns" />
      <DataTable
        label="Towns"
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        sort={sort ?? 'name'}
        count={(total) => `${total} towns`}
      />
    </>
  )
}

function answer() {
  const asked: string[] = []
  server.use(
    http.get('*/towns', ({ request }) => {
      const { search, searchParams } = new URL(request.url)
      asked.push(search)
      return HttpResponse.json(pages[searchParams.get('cursor') ?? ''])
    }),
  )
  return asked
}

it('shows rows with a row heading each, and says how many there are', async () => {
  answer()
  await renderPart(Towns)

  expect(await screen.findByRole('rowheader', { name: 'Bihać' })).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('3 towns')
  expect(screen.getByRole('region', { name: 'Towns' })).toHaveAttribute('tabindex', '0')
})

it('goes to the next page and back, by the address', async () => {
  answer()
  const { router } = await renderPart(Towns)

  await userEvent.click(await screen.findByRole('button', { name: 'Next' }))
  expect(await screen.findByText('Tromsø')).toBeVisible()
  expect(router.state.location.search).toMatchObject({ after: 'second' })

  await userEvent.click(screen.getByRole('button', { name: 'Previous' }))
  expect(await screen.findByText('Bihać')).toBeVisible()
  expect(router.state.location.search).not.toHaveProperty('after', 'second')
})

it('leads back to the first page from a shared link', async () => {
  answer()
  await renderPart(Towns, '/?after=second')

  await userEvent.click(await screen.findByRole('button', { name: 'First page' }))
  expect(await screen.findByText('Bihać')).toBeVisible()
})

it('sorts by the service: up, down, and back to the usual order', async () => {
  answer()
  const { router } = await renderPart(Towns)
  const heading = async () =>
    within(await screen.findByRole('columnheader', { name: /Name/ })).getByRole('button')

  await userEvent.click(await heading())
  expect(router.state.location.search).toMatchObject({ sort: '-name' })
  await waitFor(() =>
    expect(screen.getByRole('columnheader', { name: /Name/ })).toHaveAttribute('aria-sort', 'descending'),
  )
  await userEvent.click(await heading())
  expect(router.state.location.search).not.toHaveProperty('sort', '-name')
})

it('searches once, a moment after the last key, and starts at the first page', async () => {
  const asked = answer()
  const { router } = await renderPart(Towns, '/?after=second')

  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search towns' }), 'lodz')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ q: 'lodz' }))
  await waitFor(() => expect(asked.at(-1)).toBe('?cursor=&sort=&q=lodz'))
  expect(asked).toHaveLength(2)

  await userEvent.click(await screen.findByRole('button', { name: /Search: lodz/ }))
  await waitFor(() => expect(screen.getByRole('searchbox')).toHaveValue(''))
})

it('says what went wrong, and tries again', async () => {
  server.use(http.get('*/towns', () => new HttpResponse(null, { status: 500 }), { once: true }))
  await renderPart(Towns)

  const again = await screen.findByRole('button', { name: 'Try again' })
  answer()
  await userEvent.click(again)
  expect(await screen.findByText('Bihać')).toBeVisible()
})

/** The window is as narrow as a phone's. */
function onPhone() {
  const real = globalThis.matchMedia
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) =>
    query.includes('639px')
      ? ({ ...real(query), matches: true, addEventListener() {}, removeEventListener() {} } as MediaQueryList)
      : real(query),
  )
}

it('is a list of cards on a phone', async () => {
  answer()
  onPhone()
  const { router } = await renderPart(Towns)

  const cards = await screen.findByRole('list', { name: 'Towns' })
  expect(await within(cards).findByText('Bihać')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'Name, descending')
  expect(router.state.location.search).toMatchObject({ sort: '-name' })
})

it('folds many filters away on a phone', async () => {
  onPhone()
  const filters = ['a', 'b', 'c'].map((key) => ({ key, label: `Filter ${key}`, options: [] }))
  await renderPart(() => <FilterBar values={{}} filters={filters} />)

  const button = await screen.findByRole('button', { name: 'Filters', expanded: false })
  expect(screen.queryByRole('combobox')).toBeNull()
  await userEvent.click(button)
  expect(screen.getByRole('combobox', { name: 'Filter b' })).toBeVisible()
  expect(button).toHaveAttribute('aria-expanded', 'true')
})
