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
        '@hey-api/sdk',
        { name: '@hey-api/client-fetch', baseUrl: `/api/${client}`, runtimeConfigPath: './src/api/client' },
        '@tanstack/react-query',
        { name: 'zod', compatibilityVersion: 'mini' },
      ],
    }
  }),
)
