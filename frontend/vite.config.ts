/// <reference types="vitest/config" />
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const backend = `http://127.0.0.1:${process.env.BROMOST_PORT ?? '8000'}`

/** The latin font is needed for the first words of every page. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => file.includes('latin-wght-normal'))
        if (!font) return []
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${font}` }
        return [{ tag: 'link', attrs, injectTo: 'head' as const }]
      },
    },
  }
}

/**
 * The component library brings one language's texts and dates for whoever gives it none.
 * We always give it ours, and nobody has to fetch those.
 */
function ownTextsOnly(): Plugin {
  const nothing = '\0no-component-texts'
  return {
    name: 'own-texts-only',
    enforce: 'pre',
    resolveId: (source, importer) =>
      /ds-react.*[\\/]provider[\\/]Provider\.js$/.test(importer ?? '') && /locales[\\/]nb/.test(source)
        ? nothing
        : undefined,
    load: (id) => (id === nothing ? 'export default {}' : undefined),
  }
}

/** Each generated client can read a stream of events itself; ours is read by the browser's own EventSource. */
function noEventReader(): Plugin {
  const nothing = '\0no-event-reader'
  return {
    name: 'no-event-reader',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (/serverSentEvents\.gen/.test(source) ? nothing : undefined),
    load: (id) =>
      id === nothing
        ? "export const createSseClient = () => { throw new Error('Read events with EventSource') }"
        : undefined,
  }
}

const group = (name: string, test: RegExp) => ({ name, test })

export default defineConfig({
  plugins: [
    tanstackRouter({ target: 'react', autoCodeSplitting: true }),
    react(),
    preloadFont(),
    ownTextsOnly(),
    noEventReader(),
  ],
  server: { proxy: { '/api': { target: backend }, '/public': { target: backend } } },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // What is generated only declares: a page takes the operations it names, and not those beside them.
      treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]api[\\/]/, sideEffects: false }] },
      output: {
        // Every page names all parts in what it fetches first: their hash is name enough.
        chunkFileNames: ({ name }) => (name === 'world' ? 'assets/world-[hash].js' : 'assets/[hash].js'),
        codeSplitting: {
          groups: [
            // What every route needs at once (its address, its loader): one file, not one for each.
            group('routes', /src[\\/]routes[\\/](?!.*[\\/]-)[^?]*\.tsx(\?tsr-shared.*)?$/),
            group('world', /[\\/]src[\\/]geo[\\/]/),
            group('react', /node_modules[\\/](react|react-dom|scheduler)[\\/]/),
            group(
              'tanstack',
              /node_modules[\\/]@tanstack[\\/](react-)?(query|query-core|router|router-core|store|history)[\\/]/,
            ),
            // What the frame of every page shows, before the small parts take their share of it.
            group(
              'frame',
              /src[\\/]shell[\\/](late-route-error|not-found)|src[\\/]ui[\\/]empty-state|ds-react[\\/]esm[\\/](utils[\\/](hooks|helpers)|loader)[\\/]/,
            ),
            // Small parts that nearly every page has weigh less together.
            group(
              'parts',
              /ds-react[\\/]esm[\\/](skeleton|form[\\/](useFormField|ReadOnlyIcon|select)|tag)|aksel-icons.*[\\/](Chevron(Down|Left|Right)|MagnifyingGlass)\.js|src[\\/](ui[\\/](inline-error|page-header|link-button|localised-view|status-tag|money)|lib[\\/](format|use-media)|shell[\\/]bare-page)/,
            ),
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'http://localhost:3000' } },
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    // Tests that type much take long where several run side by side.
    testTimeout: 30_000,
  },
})
