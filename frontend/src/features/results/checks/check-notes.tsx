import { useQueryClient } from '@tanstack/react-query'
import { confirmValueCheck } from '../../../api/indicators/sdk.gen'
import type { CheckConfirmationCreate, IndicatorOut, ValueCheck } from '../../../api/indicators/types.gen'
import { CheckNote } from './check-note'
import { checkKey } from './check-text'
import { refreshChecks, useChecksOf } from './queries'

interface CheckNotesProps {
  indicator: IndicatorOut
  period: string
  /** Only told, as where there is no room to answer. */
  brief?: boolean
  mayConfirm?: boolean
}

/** What is worth a second look in the values of a period. */
export function CheckNotes({ indicator, period, brief, mayConfirm }: CheckNotesProps) {
  const cache = useQueryClient()
  const checks = useChecksOf(period)
  const confirm = async ({ entry_id }: ValueCheck, body: CheckConfirmationCreate) => {
    try {
      await confirmValueCheck({ path: { entry_id }, body, throwOnError: true })
    } finally {
      await refreshChecks(cache)
    }
  }
  return checks.map((check) => (
    <CheckNote
      key={`${check.entry_id} ${checkKey(check)}`}
      check={check}
      indicator={indicator}
      onConfirm={mayConfirm && !brief ? (body) => confirm(check, body) : undefined}
    />
  ))
}
