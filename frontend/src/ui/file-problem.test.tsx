import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ApiError } from '../api/problem'
import { renderPart } from '../testing/render'
import { FileProblem } from './file-problem'

it.each([
  ['too_many_rows', /more than 20,000 rows/],
  ['too_many_columns', /more than 1,000 columns/],
  ['too_many_cells', /too many cells/],
  ['duplicate_header', /twice/],
  ['malformed_csv', /not valid CSV/],
  ['macros', /holds macros/],
  ['merged_cells', /merged/],
  ['sheet_too_large', /one sheet can hold/],
  ['zip_bomb', /unpack/],
  ['unreadable_encoding', /characters/],
])('says in words why a file is refused as a whole: %s', async (code, words) => {
  const fields = [{ loc: ['body', 'file'], code, message: 'No.' }]
  const title = 'Unprocessable Entity'
  const error = new ApiError({ code: 'unreadable_file', title, status: 422, detail: 'No.', fields })
  await renderPart(() => <FileProblem error={error} />)

  expect(await screen.findByRole('alert')).toHaveTextContent(words)
})
