import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../testing/render'
import { server } from '../testing/server'
import { SignInForm } from './sign-in-form'

const session = {
  account: { id: '0190', email: 'officer@example.org', display_name: 'Officer', locale: 'en', version: 1 },
  roles: ['adviser'],
  permissions: [],
}

function answer(status: number, body: object, headers: Record<string, string> = {}) {
  server.use(
    http.post('*/api/registry/v1/session', () =>
      HttpResponse.json(body, {
        status,
        headers: {
          'content-type': status < 300 ? 'application/json' : 'application/problem+json',
          ...headers,
        },
      }),
    ),
  )
}

const problem = (status: number, code: string) => ({ status, code, title: '', detail: 'no', fields: [] })

async function send(email = 'officer@example.org', password = 'wrong') {
  const entered = vi.fn()
  await renderPart(() => <SignInForm onSignedIn={entered} />)
  if (email) await userEvent.type(await screen.findByRole('textbox', { name: 'E-mail' }), email)
  if (password) await userEvent.type(screen.getByLabelText('Password'), password)
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
  return entered
}

it('hands on the session', async () => {
  answer(201, session)
  const entered = await send()
  await vi.waitFor(() => expect(entered).toHaveBeenCalledWith(session))
})

it('asks for what is missing without asking the service', async () => {
  await send('', '')
  expect(screen.getByRole('textbox', { name: 'E-mail' })).toHaveFocus()
  expect(screen.getByText('Enter your password')).toBeVisible()
})

it.each([
  ['a wrong password', 401, 'wrong_credentials', {}, /Wrong e-mail or password/],
  ['too many attempts', 429, 'too_many_requests', { 'retry-after': '840' }, /Wait 14 minutes/],
  ['a database that is away', 503, 'database_unavailable', { 'retry-after': '5' }, /not available just now/],
])('says why not: %s', async (_name, status, code, headers, text) => {
  answer(status, problem(status, code), headers)
  await send()
  expect(await screen.findByText(text)).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'E-mail' })).toHaveValue('officer@example.org')
})

it('shows the password on demand', async () => {
  await send('', 'secret')
  await userEvent.click(screen.getByRole('button', { name: 'Show password' }))
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text')
})
