import type { APIRequestContext } from '@playwright/test'
import { expect, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

const [rows, columns] = [100, 12]

/** A measurement, not a test: `make bench` asks for it. Nothing fails because a machine is slow. */
test.skip(!process.env.BENCH, 'only on request')
// A trace copies all of the page at every key, which takes longer than the page itself.
test.use({ viewport: { width: 1440, height: 900 }, trace: 'off' })

/** A project with a hundred indicators and the twelve months of a year. */
async function fullProject(api: APIRequestContext): Promise<string> {
  const {
    project: { id: project },
  } = await ownProject(api, 'Grid')
  const { id: result } = await made(api, `${indicators}/projects/${project}/results`, {
    kind: 'output',
    title: { en: 'Everything that is counted' },
    original_language: 'en',
  })
  for (let row = 0; row < rows; row++) {
    const title = { en: `Number ${row + 1}` }
    const body = { title, unit: 'number', direction: 'increase', decimals: 0 }
    const { id } = await made(api, `${indicators}/results/${result}/indicators`, body)
    await Promise.all(
      Array.from({ length: columns }, (_, month) => {
        const last = new Date(Date.UTC(2026, month + 1, 0)).toISOString().slice(0, 10)
        const days = { starts_on: `${last.slice(0, 8)}01`, ends_on: last }
        return made(api, `${indicators}/indicators/${id}/periods`, days)
      }),
    )
  }
  return project
}

test('how long a key press takes in a grid of 1,200 cells', async ({ page }) => {
  test.setTimeout(600_000)
  const project = await fullProject(page.request)
  await page.goto(`/projects/${project}/values`)
  await settled(page)
  await expect(page.getByRole('gridcell')).toHaveCount(rows * columns)
  for (const slower of [1, 4]) {
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.evaluate(() => {
      const held = globalThis as unknown as { durations: number[]; observer?: PerformanceObserver }
      // The one of the round before would count each key once more.
      held.observer?.disconnect()
      held.durations = []
      held.observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (entry.name === 'keydown') held.durations.push(entry.duration)
        }
      })
      held.observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    })
    await page.getByRole('gridcell').first().getByRole('button').focus()
    let pressed = 0
    for (let row = 0; row < 40; row++) {
      for (const key of ['4', '2', 'Enter', 'ArrowRight', 'ArrowLeft']) {
        await page.keyboard.press(key)
        pressed++
      }
    }
    const slow = await page.evaluate(() => (globalThis as unknown as { durations: number[] }).durations)
    // What took less than 16 ms is not reported by the browser: it counts as 16.
    const all = [...slow, ...Array<number>(Math.max(0, pressed - slow.length)).fill(16)].sort((a, b) => a - b)
    const at = (part: number) => all[Math.min(all.length - 1, Math.floor(all.length * part))]
    console.log(
      `grid  ${slower}x slower: ${pressed} keys, p50 ${at(0.5)} ms, p98 ${at(0.98)} ms, most ${all.at(-1)} ms`,
    )
    await session.detach()
  }
})
