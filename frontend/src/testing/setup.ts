import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { laterTexts, setLanguage } from '../i18n'
import { server } from './server'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5000 })

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await laterTexts()
  await setLanguage('en')
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
})
afterAll(() => server.close())
