import { setupServer } from 'msw/node'

/** Answers in place of the services; what a test does not expect fails it. */
export const server = setupServer()
