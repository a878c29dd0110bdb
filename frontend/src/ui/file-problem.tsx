import { LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { useLanguage } from '../i18n'
import { InlineError } from './inline-error'

const known = [
  'not_a_value_sheet',
  'not_a_framework_sheet',
  'merged_cells',
  'repeated_sheet',
  'sheet_too_large',
  'older_template',
  'sheet_of_another_project',
  'damaged_file',
  'empty_file',
  'old_excel_format',
  'unknown_format',
  'encrypted_file',
  'body_too_large',
  'duplicate_header',
  'too_many_rows',
  'too_many_columns',
  'too_many_cells',
  'malformed_csv',
  'macros',
  'zip_bomb',
  'unreadable_encoding',
] as const

export interface FileProblemProps {
  error: unknown
  /** As many as a file may have. */
  rows?: number
  columns?: number
}

/** Why a file as a whole was refused, in the reader's words. */
export function FileProblem({ error, rows = 20_000, columns = 1_000 }: FileProblemProps) {
  const { t } = useTranslation('sheet')
  const format = new Intl.NumberFormat(useLanguage()).format
  const codes = isApiError(error) ? [error.code, ...error.problem.fields.map(({ code }) => code)] : []
  const code = known.find((one) => codes.includes(one))
  if (!code) return <InlineError error={error} />
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">
          {t(`file_problems.${code}`, { rows: format(rows), columns: format(columns) })}
        </LocalAlert.Title>
      </LocalAlert.Header>
    </LocalAlert>
  )
}
