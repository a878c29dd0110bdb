import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../../testing/render'
import { choices, resultWith } from '../../testing/results'
import { server } from '../../testing/server'
import { EditDialog } from './edit-dialog'

const url = (path: string) => `http://localhost:3000/api/indicators/v1${path}`

const result = resultWith({ title: { en: 'Centres are used' } })

const stale = (current: object) =>
  HttpResponse.json(
    { code: 'stale_version', title: 'x', status: 412, detail: 'x', fields: [], current },
    { status: 412 },
  )

const withChoices = () =>
  server.use(
    http.get(url('/definition-choices'), () => HttpResponse.json({ kinds: choices })),
    http.get(url('/axes'), () => HttpResponse.json({ items: [], next_cursor: null, total: 0 })),
  )

it('sends a new result as it was entered', async () => {
  const sent: unknown[] = []
  const close = vi.fn()
  server.use(
    http.post(url('/projects/x/results'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(result, { status: 201 })
    }),
  )
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'result' }} onClose={close} />
  ))

  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Kind' }), 'impact')
  await userEvent.type(screen.getByRole('textbox', { name: 'Result, English' }), 'Trust grows')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([
    { kind: 'impact', title: { en: 'Trust grows' }, description: null, original_language: 'en' },
  ])
})

it('stores nothing over what somebody else changed, and can start again from that', async () => {
  const versions: (string | null)[] = []
  server.use(
    http.patch(url('/results/r1'), ({ request }) => {
      versions.push(request.headers.get('if-match'))
      return versions.length > 1
        ? HttpResponse.json(result)
        : stale({ ...result, title: { en: 'Centres are full' }, version: 5 })
    }),
  )
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'result', result }} onClose={vi.fn()} />
  ))

  const title = () => screen.findByRole('textbox', { name: 'Result, English' })
  await userEvent.type(await title(), ' daily')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Load what is there now' }))

  expect(await title()).toHaveValue('Centres are full')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(versions).toEqual(['"1"', '"5"']))
})

it('names the currency when the unit is refused', async () => {
  withChoices()
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'indicator', result }} onClose={vi.fn()} />
  ))

  await userEvent.type(
    await screen.findByRole('textbox', { name: 'What is measured, English' }),
    'Credit given',
  )
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Kind' }), 'money')
  await userEvent.type(screen.getByRole('textbox', { name: 'Currency' }), 'kr')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('link', { name: /^Currency: / })).toBeVisible()
})

it('asks before a form with input is closed', async () => {
  const close = vi.fn()
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'result' }} onClose={close} />
  ))

  await userEvent.type(await screen.findByRole('textbox', { name: 'Result, English' }), 'Trust')
  await userEvent.keyboard('{Escape}')

  const question = await screen.findByRole('alertdialog', { name: 'Close without saving?' })
  expect(question).toBeVisible()
  expect(close).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
})

it('shows what an inherited result says as texts, and lets go of it', async () => {
  const sent: unknown[] = []
  const inherited = resultWith({ origin_mode: 'inherited', origin_result_id: 'p1' })
  server.use(
    http.patch(url('/results/r1'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(inherited)
    }),
  )
  const close = vi.fn()
  await renderPart(() => (
    <EditDialog
      what="project"
      projectId="x"
      editing={{ what: 'result', result: inherited }}
      onClose={close}
    />
  ))

  expect(await screen.findByText('Centres are used')).toBeVisible()
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Make it the project’s own' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([{ origin_mode: 'copied' }])
})

it('asks for a band where a value is to stay within a range', async () => {
  withChoices()
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'indicator', result }} onClose={vi.fn()} />
  ))

  const way = await screen.findByRole('combobox', { name: 'Which way is better' })
  expect(screen.getByRole('textbox', { name: 'Value to reach' })).toBeVisible()
  await userEvent.selectOptions(way, 'range')
  expect(screen.getByRole('textbox', { name: 'Not below' })).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Value to reach' })).not.toBeInTheDocument()
})
