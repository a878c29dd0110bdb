import { LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import { InlineError } from '../../ui/inline-error'

const known = [
  'not_a_value_sheet',
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

/** Why a file as a whole was refused, in the reader's words. */
export function FileProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('sheet')
  const codes = isApiError(error) ? [error.code, ...error.problem.fields.map(({ code }) => code)] : []
  const code = known.find((one) => codes.includes(one))
  if (!code) return <InlineError error={error} />
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t(`file_problems.${code}`)}</LocalAlert.Title>
      </LocalAlert.Header>
    </LocalAlert>
  )
}
