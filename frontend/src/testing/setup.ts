import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { setLanguage } from '../i18n'
import { server } from './server'

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await setLanguage('en')
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
})
afterAll(() => server.close())
