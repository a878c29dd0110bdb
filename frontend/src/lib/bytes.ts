import { num } from './format'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** How large a file is, e.g. 1.2 MB. */
export function bytes(language: string, size: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)))
  const unit = UNITS[step] ?? 'byte'
  const shown = size / 1000 ** step
  return num(language, shown.toFixed(1), {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: shown < 10 && step > 0 ? 1 : 0,
    minimumFractionDigits: 0,
  })
}
