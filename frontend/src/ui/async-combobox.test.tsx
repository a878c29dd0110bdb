import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { renderPart } from '../testing/render'
import { AsyncCombobox } from './async-combobox'
import type { Option } from './combobox'

const towns = ['Ada', 'Eid', 'Flora'].map((name) => ({ value: name, label: name }))
const fitting = async (text: string) => towns.filter(({ label }) => label.includes(text))

function Town() {
  const [town, choose] = useState<Option | null>(null)
  return (
    <>
      <AsyncCombobox label="Town" searchKey="towns" load={fitting} value={town} onChange={choose} />
      <p>Chosen: {town?.label}</p>
    </>
  )
}

it('offers nothing that was found for other words: a press would be let go on another list', async () => {
  const user = userEvent.setup()
  await renderPart(Town)
  await user.click(await screen.findByRole('combobox', { name: 'Town' }))
  await screen.findByRole('option', { name: 'Eid' })

  await user.keyboard('Eid')
  expect(screen.queryByRole('option')).toBeNull()

  await user.click(await screen.findByRole('option', { name: 'Eid' }))
  expect(screen.getByText('Chosen: Eid')).toBeVisible()
})
