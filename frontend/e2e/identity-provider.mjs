/**
 * A real OpenID provider for tests, on loopback: node identity-provider.mjs '{"port": 4000, "clients": [...]}'
 * Anybody may sign in under any name; the form also says how strongly, so that tests can vary it.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const { port, clients, pushed = false, acrValues = [] } = JSON.parse(process.argv[2] ?? '{}')
const issuer = `http://127.0.0.1:${port}`

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signing = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }

const provider = new Provider(issuer, {
  clients,
  acrValues,
  jwks: { keys: [signing] },
  cookies: { keys: [randomBytes(24).toString('hex')] },
  claims: {
    openid: ['sub', 'acr', 'amr'],
    profile: ['name'],
    email: ['email', 'email_verified'],
    acr: null,
    sid: null,
    auth_time: null,
    iss: null,
  },
  conformIdTokenClaims: false,
  // Its own refuses to tell anybody on this machine, which is where the tests are.
  fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
  subjectTypes: ['public', 'pairwise'],
  pairwiseIdentifier: (_ctx, account, client) => `${client.clientId}-${account}`,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: pushed, requirePushedAuthorizationRequests: pushed },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  ttl: {
    AccessToken: 300,
    AuthorizationCode: 60,
    IdToken: 300,
    Interaction: 600,
    Session: 3600,
    Grant: 3600,
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, login) => ({
    accountId: login,
    claims: () => ({
      sub: login,
      name: `${login} (synthetic)`,
      email: `${login}@provider.example`,
      email_verified: !login.startsWith('unverified'),
    }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    })
    grant.addOIDCScope('openid profile email')
    await grant.save()
    return grant
  },
})

const page = (uid) => `<!doctype html>
<html lang="en"><head><title>Provider for tests</title></head><body><main>
<h1>Provider for tests</h1>
<form method="post" action="/interaction/${uid}">
<label>Name <input name="login" required></label>
<label>Level <input name="acr"></label>
<label>Methods <input name="amr"></label>
<button>Continue</button> <button name="cancelled" value="yes" formnovalidate>Cancel</button>
</form></main></body></html>`

const form = async (request) => {
  let text = ''
  for await (const part of request) text += part
  return new URLSearchParams(text)
}

async function interact(request, response) {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(page(uid))
  }
  const given = await form(request)
  const words = (name) => given.get(name)?.split(' ').filter(Boolean) ?? []
  const result = given.get('cancelled')
    ? { error: 'access_denied', error_description: 'cancelled' }
    : { login: { accountId: given.get('login'), acr: words('acr')[0], amr: words('amr') } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

const standard = provider.callback()
const server = createServer((request, response) => {
  if (request.url === '/favicon.ico') return response.writeHead(204).end()
  if (!request.url?.startsWith('/interaction/')) return standard(request, response)
  interact(request, response).catch((error) => {
    response.statusCode = 400
    response.end(String(error))
  })
})
server.listen(port, '127.0.0.1', () => console.log('ready'))
// It ends with whoever started it, however that ends.
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
