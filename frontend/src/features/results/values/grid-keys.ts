import type { KeyboardEvent } from 'react'
import type { Step } from './take-steps'

/** What a key means on a cell that is not being typed in. */
export type GridKey =
  | { kind: 'move'; down: number; right: number }
  | { kind: 'edge'; side: 'first' | 'last'; whole: boolean }
  | { kind: 'edit'; text?: string }
  | { kind: 'empty' | 'undo' | 'redo' | 'details' | 'trouble' }
  | { kind: 'step'; step: Step }

const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** With Alt held; by where the key is, for with Alt some keyboards write another letter. */
const STEPS: Record<string, Step> = {
  KeyH: 'submitted',
  KeyV: 'verified',
  KeyA: 'accepted',
  KeyR: 'returned',
}

export function gridKey(event: KeyboardEvent): GridKey | undefined {
  const { key, shiftKey, altKey } = event
  const held = event.ctrlKey || event.metaKey
  if (held && key.toLowerCase() === 'z') return { kind: shiftKey ? 'redo' : 'undo' }
  if (held && key.toLowerCase() === 'y') return { kind: 'redo' }
  if (held && key === 'Enter') return { kind: 'details' }
  if (key === 'F8') return { kind: 'trouble' }
  const move = MOVES[key]
  if (move && !held && !altKey) return { kind: 'move', down: move[0], right: move[1] }
  if (key === 'Home' || key === 'End') {
    return { kind: 'edge', side: key === 'Home' ? 'first' : 'last', whole: held }
  }
  const step = STEPS[event.code]
  if (altKey && !held && step) return { kind: 'step', step }
  if (held || altKey) return undefined
  if (key === 'Enter' || key === 'F2') return { kind: 'edit' }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'empty' }
  // Digits, and the letters and signs of what else can be said.
  if (key.length === 1 && key !== ' ') return { kind: 'edit', text: key }
  return undefined
}
