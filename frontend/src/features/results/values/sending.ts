import { recordEntry } from '../../../api/indicators/sdk.gen'
import type { PeriodOut } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { typedFigure } from '../figures'
import type { Outcome, Sending, Stored } from './grid-model'

/** A period as its cell holds it: the value as one would type it, and the version it was seen in. */
export const storedOf = (language: string, period: PeriodOut): Stored => ({
  text: typedFigure(language, period.current?.value),
  version: period.version,
})

/** Records one value, and says in the grid's words how it went. Never throws: nobody's input may be lost to that. */
export async function send({ id, value, version }: Sending, language: string): Promise<Outcome> {
  try {
    const { data } = await recordEntry({
      path: { period_id: id },
      body: { value, state: 'reported' },
      headers: { 'if-match': `"${version}"` },
      throwOnError: true,
    })
    return { kind: 'saved', stored: storedOf(language, data) }
  } catch (error) {
    return outcomeOf(error, language)
  }
}

/** No session any more, no answer in time, too much at once. */
const AGAIN = [401, 408, 429]

function outcomeOf(error: unknown, language: string): Outcome {
  // No answer at all, or none to what was asked: the value waits.
  if (!isApiError(error) || error.status < 400 || error.status >= 500 || AGAIN.includes(error.status)) {
    return { kind: 'unheard' }
  }
  const { current, fields, code, detail } = error.problem
  if (error.status === 412 && current) {
    const period = current as PeriodOut
    return { kind: 'conflict', theirs: { ...storedOf(language, period), period } }
  }
  const field = fields.find(({ loc }) => loc[1] === 'value')
  return { kind: 'refused', problem: field?.code ?? code, message: field?.message ?? detail }
}
