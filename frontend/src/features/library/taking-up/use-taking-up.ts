import { useCallback, useState } from 'react'
import { takeUpDefinitionVersion } from '../../../api/indicators/sdk.gen'
import type { SuccessionCreate, SuccessionOut, SuccessionOutcome } from '../../../api/indicators/types.gen'

/** Of which programme, and what the service is asked. */
export interface Wanted extends SuccessionCreate {
  programme_id: string
}

export interface Answer {
  wanted: Wanted
  /** Whether it was only looked at. */
  tried: boolean
  outcomes: SuccessionOutcome[]
  /** How many went by the version before anything was done. */
  already: number
  /** Whether the service has been asked about all of them. */
  whole: boolean
}

/** Asks part by part, as the service answers of no more than a few uses at once. */
export function useTakingUp() {
  const [answer, setAnswer] = useState<Answer>()
  const run = async (wanted: Wanted, tried: boolean): Promise<Answer> => {
    let told: Answer = { wanted, tried, outcomes: [], already: 0, whole: false }
    setAnswer(told)
    let after: string | null = null
    do {
      const part = await asked(wanted, tried, after)
      told = {
        ...told,
        outcomes: [...told.outcomes, ...part.outcomes],
        already: after === null ? part.already : told.already,
        whole: part.next === null,
      }
      setAnswer(told)
      after = part.next
    } while (after !== null)
    return told
  }
  const forget = useCallback(() => setAnswer(undefined), [])
  return { answer, run, forget }
}

async function asked(wanted: Wanted, tried: boolean, after: string | null): Promise<SuccessionOut> {
  const { programme_id, ...body } = wanted
  const { data } = await takeUpDefinitionVersion({
    path: { programme_id },
    body: { ...body, dry_run: tried, after },
    throwOnError: true,
  })
  return data
}
