import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ApiError } from '../api/problem'
import { renderPart } from '../testing/render'
import { InlineError } from './inline-error'

it.each([
  ['too_many_members', 'A network has at most 200 members.', 'There can be at most 200 members'],
  ['draft_exists', 'There is a draft of it already.', /change or discard/],
  ['framework_cycle', 'The result would lead to itself.', 'The result would lead to itself'],
])('says a refusal in the reader’s words: %s', async (code, detail, words) => {
  const error = new ApiError({ code, title: 'Conflict', status: 409, detail, fields: [] })
  await renderPart(() => <InlineError error={error} />)

  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0)
})
