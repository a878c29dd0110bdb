import { useSyncExternalStore } from 'react'

export const themes = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themes)[number]

const key = 'bromost.theme'
const system = globalThis.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
let choice = read()

function read(): ThemeChoice {
  try {
    const saved = localStorage.getItem(key)
    return themes.find((theme) => theme === saved) ?? 'system'
  } catch {
    return 'system'
  }
}

export function chooseTheme(wanted: string): void {
  const next = themes.find((theme) => theme === wanted) ?? 'system'
  choice = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  system.addEventListener('change', tell)
  return () => {
    listeners.delete(tell)
    system.removeEventListener('change', tell)
  }
}

const shown = () => (choice === 'system' ? (system.matches ? 'dark' : 'light') : choice)

/** What was chosen, and what that means on this screen now. */
export function useTheme(): { choice: ThemeChoice; shown: 'light' | 'dark' } {
  const now = useSyncExternalStore(subscribe, () => `${choice} ${shown()}`)
  const [chosen, drawn] = now.split(' ') as [ThemeChoice, 'light' | 'dark']
  return { choice: chosen, shown: drawn }
}
