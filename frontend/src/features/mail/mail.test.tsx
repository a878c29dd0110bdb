import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import type { MailMessageOut, MailOut } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { MailState } from './mail-state'

const url = (path: string) => `http://localhost:3000/api/registry/v1/mail${path}`

const mail: MailOut = {
  is_configured: true,
  sender: 'Bromost <no-reply@bromost.example>',
  waiting: 0,
  waiting_since: null,
  failing: 0,
  sent: 4,
  refused: 0,
  expired: 0,
  last_failure: null,
}
const message: MailMessageOut = {
  id: 'm1',
  kind: 'test',
  state: 'waiting',
  attempts: 0,
  created_at: '2026-01-01T00:00:00Z',
  next_attempt_at: '2026-01-01T00:00:00Z',
  expires_at: '2026-01-01T01:00:00Z',
  ended_at: null,
  failure: null,
}
const show = (state: Partial<MailOut>, messages: MailMessageOut[] = []) =>
  renderPart(() => <MailState mail={{ ...mail, ...state }} messages={messages} />)

it('offers nothing where no mail server is set up, and says what to set', async () => {
  await show({ is_configured: false, sender: null })

  expect(await screen.findByText('No mail server is set up')).toBeVisible()
  expect(screen.getByText('BROMOST_SMTP_URL')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

it.each([
  ['535', /user name or password/],
  ['SMTPAuthenticationError', /user name or password/],
  ['SMTPConnectError', /cannot be reached/],
  ['gaierror', /cannot be reached/],
  ['550', /does not accept the address/],
  ['421', /answered 421/],
])('says in words why mail is stuck: %s', async (last_failure, words) => {
  await show({ waiting: 2, failing: 2, last_failure })

  expect(await screen.findByText(words)).toBeVisible()
  expect(screen.getByText('2 mails could not be sent yet')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Try again now' })).toBeVisible()
})

it('tries again what failed, and says when that is refused', async () => {
  const detail = 'No mail server is set up: nothing can be sent.'
  const refusal = { code: 'no_mail_server', title: 'Conflict', status: 409, detail, fields: [] }
  server.use(http.post(url('/try-again'), () => HttpResponse.json(refusal, { status: 409 })))
  await show({ waiting: 1, failing: 1 })

  await userEvent.click(await screen.findByRole('button', { name: 'Try again now' }))

  expect(await screen.findByText('No mail server is set up: nothing can be sent')).toBeVisible()
})

it('follows a test mail until the mail server has taken or refused it', async () => {
  server.use(http.post(url('/test'), () => HttpResponse.json(message, { status: 202 })))
  await show({}, [{ ...message, state: 'refused', failure: '550' }])

  await userEvent.click(await screen.findByRole('button', { name: 'Send me a test mail' }))

  expect(await screen.findByText(/^The test mail was not taken: .*does not accept/)).toBeVisible()
})
