import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import type { IdentityOut, IdentityProviderOut } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { LinkedIdentities } from './linked-identities'
import { ProviderButtons } from './provider-buttons'
import { ProviderProblemAlert } from './provider-problem'
import { problems } from './providers'

const provider: IdentityProviderOut = { id: 'keycloak', names: { en: 'the ministry' } }
const identity: IdentityOut = {
  id: '00000000-0000-4000-8000-000000000001',
  provider: 'keycloak',
  names: { en: 'the ministry' },
  linked_at: '2026-11-22T10:00:00Z',
  last_used_at: null,
}

function services(providers: IdentityProviderOut[], identities: IdentityOut[] = []) {
  server.use(
    http.get('*/v1/identity-providers', () => HttpResponse.json({ items: providers })),
    http.get('*/v1/account/identities', () => HttpResponse.json({ items: identities })),
  )
}

it('offers a way to each provider that keeps the language and where one was going', async () => {
  services([provider])
  await renderPart(() => <ProviderButtons returnTo="/projects?q=oslo" />)

  const link = await screen.findByRole('link', { name: 'Sign in with the ministry' })
  expect(link).toHaveAttribute(
    'href',
    '/api/registry/v1/sign-in/keycloak?locale=en&return_to=%2Fprojects%3Fq%3Doslo',
  )
})

it('shows nothing where the installation has no provider', async () => {
  services([])
  const { container } = await renderPart(() => (
    <>
      <ProviderButtons returnTo={undefined} />
      <LinkedIdentities />
    </>
  ))

  expect(container).toHaveTextContent('')
})

it.each(problems)('has words and advice for %s, and moves there', async (problem) => {
  await renderPart(() => <ProviderProblemAlert problem={problem} />)

  expect(document.activeElement?.textContent?.length).toBeGreaterThan(40)
  expect(document.activeElement?.textContent).not.toContain('problem.')
  expect(document.activeElement?.textContent).not.toContain('advice.')
})

it('unlinks an identity after asking', async () => {
  services([provider], [identity])
  const asked: string[] = []
  server.use(
    http.delete('*/v1/account/identities/:id', ({ params }) => {
      asked.push(String(params.id))
      services([provider], [])
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await renderPart(() => <LinkedIdentities />)

  await userEvent.click(await screen.findByRole('button', { name: 'Unlink: the ministry' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Unlink the ministry?' })
  await userEvent.click(within(dialog).getByRole('button', { name: 'Unlink' }))

  expect(await screen.findByText(/^Link your account/)).toBeVisible()
  expect(asked).toEqual([identity.id])
})

it('keeps the only way in, and says why', async () => {
  services([provider], [identity])
  server.use(
    http.delete('*/v1/account/identities/:id', () =>
      HttpResponse.json(
        { code: 'last_way_in', title: 'Conflict', status: 409, detail: '', fields: [] },
        { status: 409, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  )
  await renderPart(() => <LinkedIdentities />)

  await userEvent.click(await screen.findByRole('button', { name: 'Unlink: the ministry' }))
  const dialog = await screen.findByRole('alertdialog')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Unlink' }))

  expect(await within(dialog).findByText(/Set a password first/)).toBeVisible()
})
