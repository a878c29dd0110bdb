import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../..')
const own = join(checkout, '.venv/bin/python')
const python = process.env.BROMOST_PYTHON ?? (existsSync(own) ? own : 'python3')

export interface System {
  url: string
  email: string
  password: string
  /** Adds somebody who may sign in. */
  addAccount: (email: string, name: string, role: string, password: string) => Promise<void>
  stop: () => Promise<void>
}

const freePort = () =>
  new Promise<number>((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A real OpenID provider, and what the system has to know of it. */
async function startProvider(site: string, port: number) {
  const secret = 'a secret of forty characters, for tests!'
  const client = {
    client_id: 'real',
    client_secret: secret,
    redirect_uris: [`${site}/api/registry/v1/sign-in/real/callback`],
    post_logout_redirect_uris: [`${site}/sign-in`],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    backchannel_logout_session_required: true,
  }
  const program = join(import.meta.dirname, 'identity-provider.mjs')
  const child = spawn(process.execPath, [program, JSON.stringify({ port, clients: [client] })], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  await new Promise<void>((ready, failed) => {
    const late = setTimeout(() => failed(new Error('The identity provider did not start')), 60_000)
    child.once('exit', (code) => failed(new Error(`The identity provider ended with ${code}`)))
    child.stdout.on('data', (text: Buffer) => {
      if (!text.includes('ready')) return
      clearTimeout(late)
      ready()
    })
  })
  const settings = {
    id: 'real',
    names: { en: 'the ministry', nb: 'departementet', bs: 'ministarstvo', pl: 'ministerstwo' },
    issuer: `http://127.0.0.1:${port}`,
    client_id: 'real',
    client_secret: secret,
  }
  return { settings, stop: () => child.kill('SIGTERM') }
}

export interface PostOffice {
  url: string
  /** What the newest message says, as soon as there is one. */
  newest: () => Promise<string>
  stop: () => void
}

/** A real mail server that keeps what it is given. */
export async function startPostOffice(): Promise<PostOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'bromost-mail-'))
  const [box, address] = [join(folder, 'box'), `127.0.0.1:${await freePort()}`]
  const words = ['-m', 'aiosmtpd', '-n', '-l', address, '-c', 'aiosmtpd.handlers.Mailbox', box]
  const child = spawn(python, words, { stdio: 'ignore' })
  const arrived = join(box, 'new')
  return {
    url: `smtp://${address}`,
    newest: async () => {
      const until = Date.now() + 30_000
      while (Date.now() < until) {
        const newest = existsSync(arrived) ? readdirSync(arrived).sort().at(-1) : undefined
        if (newest) return readFileSync(join(arrived, newest), 'utf8')
        await new Promise((later) => setTimeout(later, 200))
      }
      throw new Error('No mail came')
    },
    stop: () => {
      child.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The whole system with its demonstration data, in a folder that is thrown away afterwards. Of `changes`,
 * what is named takes the place of what is set otherwise.
 */
export async function startSystem(changes: Record<string, string> = {}): Promise<System> {
  const data = mkdtempSync(join(tmpdir(), 'bromost-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const provider = await startProvider(url, await freePort())
  const env = {
    ...process.env,
    BROMOST_DATA: data,
    BROMOST_PORT: String(port),
    DEMO: '1',
    BROMOST_API_IDENTITY_PROVIDERS: JSON.stringify([provider.settings]),
    ...changes,
  }
  const child = spawn(python, ['-m', 'bromost', 'up'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said += text.toString()
    })
  }
  await answers(url, child, () => said)
  return {
    url,
    email: 'demo@bromost.example',
    password: env.DEMO === '1' ? readFileSync(join(data, 'demo-password'), 'utf8').trim() : '',
    addAccount: (email, name, role, password) =>
      new Promise((done, failed) => {
        const words = ['-m', 'bromost', 'account', 'add', '--email', email, '--name', name, '--role', role]
        const adding = execFile(
          python,
          words,
          { cwd: checkout, env, timeout: 120_000 },
          (error, out, problem) =>
            error ? failed(new Error(`${email}: ${error.message}\n${out}${problem}\n${said}`)) : done(),
        )
        adding.stdin?.end(`${password}\n`)
      }),
    stop: async () => {
      await ended(child)
      provider.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function answers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + 240_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The system did not start:\n${said()}`)
    const ready = await fetch(`${url}/api/registry/health/ready`, {
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined)
    // The demonstration data are loaded before the services start.
    if (ready?.ok) return
    await new Promise((later) => setTimeout(later, 250))
  }
  child.kill('SIGTERM')
  throw new Error(`The system did not answer in time:\n${said()}`)
}

/** In order, or else by force: a system that does not stop must not hold up what failed before. */
const ended = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null) return done()
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.once('exit', () => {
      clearTimeout(late)
      done()
    })
    child.kill('SIGTERM')
  })
