import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Who walks through the journeys. Each has signed in before the first test; see `signedInAs`. */
export const people = {
  administrator: { role: 'administrator', email: 'administrator@e2e.example', name: 'Test Administrator' },
  officer: { role: 'programme_manager', email: 'officer@e2e.example', name: 'Test Officer' },
  careful: { role: 'adviser', email: 'careful@e2e.example', name: 'Careful Tester' },
  reader: { role: 'adviser', email: 'reader@e2e.example', name: 'Test Reader' },
} as const

export type Person = keyof typeof people

/** Long enough for the rules, and worth nothing outside of a test. */
export const password = 'quiet bridge over cold water'

/** For `test.use({ storageState: signedInAs('officer') })`. */
export const signedInAs = (person: Person): string => join(import.meta.dirname, '.state', `${person}.json`)

/** At a given address there are only the people whose accounts were given. */
export const has = (person: Person): boolean => existsSync(signedInAs(person))
