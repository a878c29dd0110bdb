import { recordEntries } from '../../../api/indicators/sdk.gen'
import type { PeriodOut, RowOutcome } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import type { Outcome, Sending, Stored } from './grid-model'
import type { Kind, Reader } from './said'

/** As many rows as the service takes at once. */
export const MOST_ROWS = 1200

/** A period as its cell holds it: the value as one would type it, and the version it was seen in. */
export const storedOf = (reader: Reader, kind: Kind, period: PeriodOut): Stored => ({
  text: period.current ? reader.write(period.current, kind) : '',
  version: period.version,
  kind,
  period,
})

export type Outcomes = Map<string, (reader: Reader, kind: Kind) => Outcome>

/** Records what waits as drafts, and says in the grid's words how each went. Never throws: no input may be lost to that. */
export async function sendAll(ownerId: string, sendings: readonly Sending[]): Promise<Outcomes> {
  try {
    const { data } = await recordEntries({
      path: { project_id: ownerId },
      body: {
        rows: sendings.map(({ id, said, version, reason }) => ({
          period_id: id,
          version,
          ...said,
          ...(reason ? { reason } : {}),
        })),
        submit: false,
      },
      throwOnError: true,
    })
    return new Map(
      // In the order in which they were sent.
      sendings.map(({ id }, place) => [id, (reader, kind) => outcomeOf(reader, kind, data.rows[place])]),
    )
  } catch (error) {
    const outcome = failureOf(error)
    return new Map(sendings.map(({ id }) => [id, () => outcome]))
  }
}

function outcomeOf(reader: Reader, kind: Kind, row: RowOutcome | undefined): Outcome {
  if (!row) return { kind: 'unheard' }
  const { outcome, period, code, message } = row
  const stored = period && storedOf(reader, kind, period)
  if (stored && (outcome === 'saved' || outcome === 'unchanged')) return { kind: 'saved', stored }
  if (outcome === 'stale' && stored) return { kind: 'conflict', theirs: { ...stored, period } }
  return { kind: 'refused', problem: code ?? 'invalid', message: message ?? '', period: period ?? undefined }
}

/** No session any more, no answer in time, too much at once. */
const AGAIN = [401, 408, 429]

function failureOf(error: unknown): Outcome {
  // No answer at all, or none to what was asked: the values wait.
  if (!isApiError(error) || error.status < 400 || error.status >= 500 || AGAIN.includes(error.status)) {
    return { kind: 'unheard' }
  }
  const { code, detail } = error.problem
  return { kind: 'refused', problem: code, message: detail }
}
