import { createContext, useContext } from 'react'
import type { IndicatorOut, PeriodOut, ResultWithIndicators } from '../../api/indicators/types.gen'

/** What is open in a dialog; without the thing itself a new one is added. */
export type Editing =
  | { what: 'result'; result?: ResultWithIndicators }
  | { what: 'indicator'; result: ResultWithIndicators; indicator?: IndicatorOut }
  | { what: 'break'; indicator: IndicatorOut }
  | { what: 'period'; indicator: IndicatorOut; period?: PeriodOut }

export interface Edit {
  projectId: string
  open: (editing: Editing) => void
}

/** Null for those who only read. */
export const EditContext = createContext<Edit | null>(null)

export const useEdit = (): Edit | null => useContext(EditContext)

/** Whether one may record values, which takes less than changing what they are values of. */
export const RecordContext = createContext(false)
