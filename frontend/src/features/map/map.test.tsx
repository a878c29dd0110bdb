import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { MapLink, MapPlace, PartnershipLinks } from '../../api/registry/types.gen'
import { placeLabels } from '../../charts/map/labels'
import { MapControls } from '../../charts/map/map-controls'
import { moved, projectionOf, startView, type View } from '../../charts/map/view'
import { renderPart } from '../../testing/render'
import { ArcMap } from './arc-map'
import { ArcTable } from './arc-table'
import { arcsOf, arcWidth, bow, statusesOf } from './arcs'

const place = (organisation_id: string, latitude: string, longitude: string): MapPlace => ({
  organisation_id,
  name: organisation_id,
  country_code: 'NO',
  latitude,
  longitude,
})
const link = (from: string, to: string, changes: Partial<MapLink> = {}): MapLink => ({
  partnership_id: `${from}-${to}`,
  name: `${from} - ${to}`,
  link_type: 'twinning',
  status: 'active',
  from,
  to,
  ...changes,
})
const data: PartnershipLinks = {
  as_of: '2006-01-01',
  places: [
    place('Gran', '60.44', '10.50'),
    place('Mukono', '0.35', '32.76'),
    place('Lugazi', '0.38', '32.92'),
    place('Tromsø', '69.65', '18.96'),
    place('Jaffna', '9.67', '80.01'),
  ],
  links: [
    link('Gran', 'Mukono'),
    link('Gran', 'Mukono', { partnership_id: 'p2', name: 'Schools', status: 'standstill' }),
    link('Gran', 'Lugazi'),
    link('Tromsø', 'Jaffna', { status: 'standstill' }),
    link('Gran', 'Nowhere'),
  ],
  unplaced: [],
  truncated: false,
}
const all = new Set(statusesOf(data))

describe('arcs', () => {
  it('join the same two places once, as wide as there are partnerships', () => {
    const arcs = arcsOf(data, all)

    expect(arcs.map(({ key }) => key)).toEqual(['Gran Lugazi', 'Gran Mukono', 'Tromsø Jaffna'])
    expect(arcs[1]?.partnerships.map(({ name }) => name)).toEqual(['Gran - Mukono', 'Schools'])
    expect(arcs[1]?.status).toBe('active')
    expect(arcWidth(2)).toBeGreaterThan(arcWidth(1))
    expect(arcWidth(500)).toBe(7)
  })

  it('are left out when their status is not shown', () => {
    const arcs = arcsOf(data, new Set(['standstill']))

    expect(arcs.map(({ key, status }) => [key, status])).toEqual([
      ['Gran Mukono', 'standstill'],
      ['Tromsø Jaffna', 'standstill'],
    ])
    expect(statusesOf(data)).toEqual(['active', 'standstill'])
  })

  it('bow to one side', () => {
    expect(bow([0, 0], [100, 0])).toBe('M0,0Q50,16 100,0')
  })
})

describe('labels', () => {
  const frame = { width: 400, height: 300 }

  it('never lie on each other nor on a dot, and the important ones come first', () => {
    const wishes = Array.from({ length: 12 }, (_, n) => ({
      key: String(n),
      text: 'Municipality',
      x: 200,
      y: 100 + n * 6,
      weight: n,
    }))

    const placed = placeLabels(wishes, frame)

    expect(placed.length).toBeLessThan(wishes.length)
    expect(placed[0]?.key).toBe('11')
    const boxes = placed.map(({ x, y, anchor }) => ({ x, y, anchor }))
    expect(new Set(boxes.map((box) => JSON.stringify(box))).size).toBe(placed.length)
  })

  it('stay inside of the picture', () => {
    const placed = placeLabels([{ key: 'a', text: 'Walvis Bay', x: 395, y: 150, weight: 1 }], frame)
    expect(placed[0]?.anchor).toBe('end')
  })

  it('name what is marked even where there is no room', () => {
    const crowd = Array.from({ length: 30 }, (_, n) => ({
      key: String(n),
      text: 'Town',
      x: 150 + (n % 6) * 8,
      y: 100 + Math.floor(n / 6) * 8,
      weight: 1,
    }))
    const middle = { ...crowd[14], must: true } as (typeof crowd)[number] & { must: boolean }
    const wishes = crowd.map((wish, n) => (n === 14 ? middle : wish))

    expect(placeLabels(crowd, frame).some(({ key }) => key === '14')).toBe(false)
    expect(placeLabels(wishes, frame).some(({ key }) => key === '14')).toBe(true)
  })
})

describe('views', () => {
  const size = { width: 600, height: 500 }
  const inside = (view: View, longitude: number, latitude: number) => {
    const [x, y] = projectionOf(view, size, data.places)([longitude, latitude]) ?? [-1, -1]
    return x >= 0 && x <= size.width && y >= 0 && y <= size.height
  }

  it('frame what they promise', () => {
    expect(inside(startView('europe'), 20.4, 44.8)).toBe(true)
    expect(inside(startView('africa'), 28, -26)).toBe(true)
    expect(inside(startView('europe'), 28, -26)).toBe(false)
    for (const { longitude, latitude } of data.places) {
      expect(inside(startView('all'), Number(longitude), Number(latitude))).toBe(true)
    }
  })

  it('show one place alone with land around it', () => {
    const [x, y] = projectionOf(startView('all'), size, [place('one', '42.6', '21.1')])([21.1, 42.6]) ?? []
    expect(Math.abs((x ?? 0) - size.width / 2)).toBeLessThan(2)
    expect(y).toBeGreaterThan(0)
    expect(y).toBeLessThan(size.height)
  })

  it('keep the middle in the middle when they come closer', () => {
    const near = moved(moved(startView('world'), 'in'), 'in')
    const before = projectionOf(startView('world'), size, []).invert?.([300, 250])
    const after = projectionOf(near, size, []).invert?.([300, 250])
    expect(after?.[0]).toBeCloseTo(before?.[0] ?? Number.NaN, 6)
    expect(near.zoom).toBeGreaterThan(2)
  })

  it('never move so far that nothing is left', () => {
    let view = startView('world')
    for (let n = 0; n < 50; n += 1) view = moved(view, 'west')
    expect(view.x).toBe(1.5)
  })
})

function Both() {
  const [marked, setMarked] = useState<string>()
  const [view, setView] = useState(startView('all'))
  const arcs = arcsOf(data, all)
  const common = { arcs, marked, onMark: setMarked }
  return (
    <>
      <MapControls view={view} onView={setView} />
      <ArcMap {...common} places={data.places} view={view} onView={setView} />
      <ArcTable {...common} asOf={undefined} />
    </>
  )
}

const countries = () =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ items: [] }))

it('says in words what it shows, and a row that is stepped into marks its arc', async () => {
  countries()
  const { container } = await renderPart(Both)

  expect(await screen.findByRole('img', { name: 'Map: 3 links between 5 places.' })).toBeVisible()
  const row = screen.getByRole('row', { name: /Tromsø/ })
  within(row).getByRole('link').focus()

  await vi.waitFor(() => expect(container.querySelectorAll('.arc[data-marked=true]')).toHaveLength(1))
  expect(container.querySelector('.arc[data-marked=true]')).toHaveAttribute('data-status', 'standstill')
  expect(row).toHaveAttribute('data-marked', 'true')
})

it('is moved by keyboard alone', async () => {
  countries()
  const { container } = await renderPart(Both)
  const path = () => container.querySelector('.arc')?.getAttribute('d')
  await screen.findByRole('img', { name: /Map/ })
  const before = path()

  screen.getByRole('button', { name: 'Move south' }).focus()
  await userEvent.keyboard('{Enter}')

  expect(path()).not.toBe(before)
  await userEvent.click(screen.getByRole('radio', { name: 'Africa' }))
  expect(screen.getByRole('radio', { name: 'Africa' })).toBeChecked()
})
