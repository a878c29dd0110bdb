import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { csvText } from '../lib/csv'
import { renderPart } from '../testing/render'
import { ChartFigure } from './chart-figure'
import { IndicatorLine } from './indicator-line'

const points = [2004, 2005, 2006].map((year, index) => ({
  date: new Date(Date.UTC(year, 11, 31)),
  label: String(year),
  actual: index < 2 ? 10 + index * 5 : null,
  target: 12 + index * 6,
}))

const show = () =>
  renderPart(() => (
    <ChartFigure
      title="Households"
      summary="Rose from 10 to 15."
      table={{ head: ['Year', 'Actual'], rows: points.map(({ label, actual }) => [label, actual]) }}
    >
      <IndicatorLine title="Households" points={points} baseline={8} unit="%" />
    </ChartFigure>
  ))

it('says in words what the drawing shows, and names each line in it', async () => {
  await show()

  const figure = await screen.findByRole('figure', { name: 'Households' })
  expect(figure).toHaveTextContent('Rose from 10 to 15.')
  const drawing = within(figure).getByRole('img', { name: 'Households' })
  expect(drawing).toHaveTextContent(/Baseline/)
  expect(drawing).toHaveTextContent(/Target 24\s%/)
  expect(drawing).toHaveTextContent(/Actual 15\s%/)
})

it('shows the same as a table; what is not known is not zero', async () => {
  await show()
  await userEvent.click(await screen.findByRole('radio', { name: 'Table' }))

  const row = screen.getByRole('row', { name: /2006/ })
  expect(within(row).getByRole('cell')).toHaveTextContent('–')
})

it('gives the same as a file', async () => {
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x')
  await show()
  await userEvent.click(await screen.findByRole('button', { name: 'Download CSV: Households' }))

  const file = made.mock.calls[0]?.[0] as Blob
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(await file.text()).toContain('"2004";"10"\r\n')
})

it('keeps a text a text in a spreadsheet', () => {
  expect(csvText([['=1+1', '-5', '-x', 'a "b"']])).toBe('\uFEFF"\'=1+1";"-5";"\'-x";"a ""b"""\r\n')
})
