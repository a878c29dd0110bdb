import type { EntryOut, IndicatorOut, RowIn } from '../../../api/indicators/types.gen'
import { parseDecimal } from '../../../lib/format'
import { typedFigure } from '../figures'

export type Kind = IndicatorOut['kind']
export type State = RowIn['state']

/** What a cell says, as the service takes it: a value in the way of its kind, or why there is none. */
export interface Said {
  state: State
  value?: string
  numerator?: string
  denominator?: string
  text?: string
}

/** The signs that stand for a state; they are the same in every language, and none begins a number. */
export const SIGNS = { not_collected: '?', not_applicable: '/', suppressed: '*' } as const
export const ESTIMATED = '~'
type Signed = keyof typeof SIGNS

const signed = Object.entries(SIGNS) as [Signed, string][]

/** The state that a sign stands for, if `typed` is one. */
export const stateOfSign = (typed: string): Signed | undefined =>
  signed.find(([, sign]) => sign === typed)?.[0]

/** Where yes and no are typed, and how. */
export interface Words {
  yes: string
  no: string
}

/** Reads what people type into a cell, and writes what is stored as they would type it. */
export class Reader {
  constructor(
    readonly language: string,
    private readonly words: Words = { yes: 'yes', no: 'no' },
  ) {}

  /** Undefined where it is nothing that this kind can say. */
  read(typed: string, kind: Kind): Said | undefined {
    const state = stateOfSign(typed)
    if (state) return { state }
    if (kind === 'formula' || typed === '') return undefined
    if (kind === 'text') return { state: 'reported', text: typed }
    const guessed = typed.startsWith(ESTIMATED)
    const said = this.value(guessed ? typed.slice(1).trim() : typed, kind)
    return said && { state: guessed ? 'estimated' : 'reported', ...said }
  }

  write(entry: EntryOut, kind: Kind): string {
    const { state } = entry
    if (state in SIGNS) return SIGNS[state as Signed]
    if (kind === 'text') return entry.text ?? ''
    const text = this.valueText(entry, kind)
    return state === 'estimated' && text ? `${ESTIMATED}${text}` : text
  }

  private value(typed: string, kind: Kind): Omit<Said, 'state'> | undefined {
    if (kind === 'yes_no' || kind === 'milestone') return this.yesOrNo(typed)
    if (kind === 'percentage' || kind === 'ratio') {
      const [part, whole, ...rest] = typed.split('/')
      if (whole !== undefined && rest.length === 0) {
        const numerator = this.number(part ?? '')
        const denominator = this.number(whole)
        return numerator && denominator ? { numerator, denominator } : undefined
      }
    }
    const value = this.number(kind === 'percentage' ? typed.replace(/\s*%$/, '') : typed)
    return value === undefined ? undefined : { value }
  }

  private yesOrNo(typed: string): Omit<Said, 'state'> | undefined {
    const word = typed.toLocaleLowerCase(this.language)
    const meant = (one: string) => word === one || word === one.charAt(0)
    if (word === '1' || meant(this.words.yes.toLocaleLowerCase(this.language))) return { value: '1' }
    if (word === '0' || meant(this.words.no.toLocaleLowerCase(this.language))) return { value: '0' }
    return undefined
  }

  private valueText({ value, numerator, denominator }: EntryOut, kind: Kind): string {
    if (value !== null && (kind === 'yes_no' || kind === 'milestone')) {
      return Number(value) === 0 ? this.words.no : this.words.yes
    }
    if (numerator !== null && denominator !== null) {
      return `${typedFigure(this.language, numerator)}/${typedFigure(this.language, denominator)}`
    }
    return typedFigure(this.language, value)
  }

  private number = (typed: string) => parseDecimal(typed, this.language)
}
