import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../../testing/render'
import { resultWith } from '../../testing/results'
import { server } from '../../testing/server'
import { EditDialog } from './edit-dialog'

const url = (path: string) => `http://localhost:3000/api/indicators/v1${path}`

const result = resultWith({ title: { en: 'Centres are used' } })

const stale = (current: object) =>
  HttpResponse.json(
    { code: 'stale_version', title: 'x', status: 412, detail: 'x', fields: [], current },
    { status: 412 },
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
  await renderPart(() => (
    <EditDialog what="project" projectId="x" editing={{ what: 'indicator', result }} onClose={vi.fn()} />
  ))

  await userEvent.type(
    await screen.findByRole('textbox', { name: 'What is measured, English' }),
    'Credit given',
  )
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Unit' }), 'currency')
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
