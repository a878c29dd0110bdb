import { TextField } from '@navikt/ds-react'
import { lazy, Suspense } from 'react'
import { Controller } from 'react-hook-form'

export interface DateInputProps {
  name: string
  label: string
  description?: string
  fromDate?: Date
  toDate?: Date
}

const DateBox = lazy(() => import('./date-box').then(({ DateBox }) => ({ default: DateBox })))

/** A day; the form holds `YYYY-MM-DD`, or null when empty. */
export function DateInput(props: DateInputProps) {
  const { name, label, description } = props
  // The same room is taken while the calendar comes, so that nothing jumps.
  const coming = <TextField size="small" label={label} description={description} readOnly aria-busy />
  return (
    <Suspense fallback={coming}>
      <Controller name={name} render={({ field }) => <DateBox {...props} field={field} />} />
    </Suspense>
  )
}
