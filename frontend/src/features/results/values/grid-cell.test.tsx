import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderPart } from '../../../testing/render'
import { ModelContext } from './context'
import { GridCell } from './grid-cell'
import { GridModel } from './grid-model'

const shown = async () => {
  const model = new GridModel()
  model.load('a', { text: '', version: 1, kind: 'number' })
  await renderPart(() => (
    <ModelContext value={model}>
      <GridCell
        id="a"
        label="Centres opened, 2026"
        target={undefined}
        scale={null}
        reachable
        editing={undefined}
        locked={undefined}
        check={undefined}
        follow={undefined}
      />
    </ModelContext>
  ))
  return model
}

it('says in the cell why it is no value, and why the service refused it', async () => {
  const model = await shown()
  const cell = screen.getByRole('button', { name: /^Centres opened, 2026/ })
  expect(cell).not.toHaveAccessibleDescription()

  act(() => model.change([{ id: 'a', text: 'many' }]))
  expect(cell).toHaveAccessibleDescription('This is not a number. Words belong in the comment.')
  expect(screen.getByText('This is not a number. Words belong in the comment.')).toBeVisible()

  act(() => model.change([{ id: 'a', text: '7' }]))
  expect(cell).not.toHaveAccessibleDescription()
  act(() => {
    model.take(1)
    model.settle('a', { kind: 'refused', problem: 'above_maximum', message: '' })
  })
  expect(cell).toHaveAccessibleDescription('This is more than it can be.')
})
