import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Person, password, people, signedInAs } from './people'
import { signIn } from './signing-in'
import { startSystem } from './system'

/** Starts the system unless there is one, and signs everybody in once: signing in is slow on purpose. */
export default async function globalSetup() {
  rmSync(dirname(signedInAs('reader')), { recursive: true, force: true })
  mkdirSync(dirname(signedInAs('reader')), { recursive: true })
  const given = process.env.E2E_BASE_URL
  if (given) {
    for (const person of Object.keys(people)) {
      const email = process.env[`E2E_${person.toUpperCase()}_EMAIL`]
      if (email) await signIn(person as Person, given, email, need(`E2E_${person.toUpperCase()}_PASSWORD`))
      else if (person === 'administrator')
        await signIn(person, given, need('E2E_EMAIL'), need('E2E_PASSWORD'))
    }
    return
  }
  const system = await startSystem()
  process.env.E2E_BASE_URL = system.url
  process.env.E2E_EMAIL = system.email
  process.env.E2E_PASSWORD = system.password
  process.env.E2E_ADMINISTRATOR_EMAIL = people.administrator.email
  process.env.E2E_ADMINISTRATOR_PASSWORD = password
  process.env.E2E_PROVIDER = 'real'
  try {
    for (const [person, { email, name, role }] of Object.entries(people)) {
      await system.addAccount(email, name, role, password)
      await signIn(person as Person, system.url, email, password)
    }
  } catch (error) {
    await system.stop()
    throw error
  }
  return () => system.stop()
}

function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`E2E_BASE_URL is set, so ${name} must be, too.`)
  return value
}
