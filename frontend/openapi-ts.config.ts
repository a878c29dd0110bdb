import { existsSync } from 'node:fs'
import { defineConfig } from '@hey-api/openapi-ts'

const services = { registry: 'api', indicators: 'indicators', notifications: 'notifications' }

/** One typed client per service; `src/api/client.ts` gives each of them its address and its errors. */
export default defineConfig(
  Object.entries(services).map(([client, folder]) => {
    const contract = `../services/${folder}/openapi.json`
    return {
      input: existsSync(contract) ? contract : './tools/empty-contract.json',
      output: { path: `./src/api/${client}` },
      plugins: [
        { name: '@hey-api/typescript', enums: 'javascript' },
        // The browser sends its cookie by itself: how else one may sign in is not repeated in each call.
        { name: '@hey-api/sdk', auth: false },
        { name: '@hey-api/client-fetch', baseUrl: `/api/${client}`, runtimeConfigPath: './src/api/client' },
        '@tanstack/react-query',
        { name: 'zod', compatibilityVersion: 'mini' },
      ],
    }
  }),
)
