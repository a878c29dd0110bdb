import { describe, expect, it, vi } from 'vitest'
import type { PeriodOut } from '../../../api/indicators/types.gen'
import { GridModel, pasted, type Stored } from './grid-model'
import { Reader } from './said'

const stored = (text: string, version = 1): Stored => ({ text, version, kind: 'number' })
const reported = (value: string) => ({ state: 'reported', value })
const newer = (text: string, version: number) => ({ ...stored(text, version), period: {} as PeriodOut })

function grid(language = 'en') {
  const model = new GridModel(new Reader(language))
  model.load('a', stored('40'))
  model.load('b', stored(''))
  model.load('c', stored('7', 3))
  return model
}

describe('a value that is typed', () => {
  it('waits, is saved, and is then what is stored', () => {
    const model = grid()
    model.change([{ id: 'b', text: ' 12.5 ' }])
    expect(model.get('b')).toMatchObject({ typed: '12.5', state: 'waiting' })
    expect(model.take(10)).toEqual([{ id: 'b', said: reported('12.5'), version: 1 }])
    expect(model.get('b').state).toBe('saving')
    expect(model.take(10)).toEqual([])
    model.settle('b', { kind: 'saved', stored: stored('12.5', 2) })
    expect(model.get('b')).toMatchObject({ typed: '12.5', text: '12.5', version: 2, state: 'saved' })
  })

  it('is sent with a point, however it is typed', () => {
    const model = grid('nb')
    model.change([{ id: 'b', text: '1 234,5' }])
    expect(model.take(1)[0]?.said).toEqual(reported('1234.5'))
  })

  it('is not sent when it is no number, nor when a value would vanish', () => {
    const model = grid()
    model.change([
      { id: 'a', text: '' },
      { id: 'b', text: 'see report' },
    ])
    expect(model.get('a')).toMatchObject({ state: 'invalid', problem: 'cannot_empty' })
    expect(model.get('b')).toMatchObject({ state: 'invalid', problem: 'not_a_number', typed: 'see report' })
    expect(model.take(10)).toEqual([])
    expect(model.nextTrouble(['a', 'b', 'c'], 'a')).toBe('b')
    expect(model.nextTrouble(['a', 'b', 'c'], 'b')).toBe('a')
  })

  it('goes a second time when it was changed while it was under way', () => {
    const model = grid()
    model.change([{ id: 'a', text: '41' }])
    model.take(10)
    model.change([{ id: 'a', text: '42' }])
    expect(model.get('a').state).toBe('saving')
    model.settle('a', { kind: 'saved', stored: stored('41', 2) })
    expect(model.get('a')).toMatchObject({ typed: '42', text: '41', state: 'waiting' })
    expect(model.take(10)).toEqual([{ id: 'a', said: reported('42'), version: 2 }])
  })

  it('waits again when nobody answered, and stays when it was refused', () => {
    const model = grid()
    model.change([{ id: 'a', text: '41' }])
    model.take(10)
    model.settle('a', { kind: 'unheard' })
    expect(model.get('a').state).toBe('waiting')
    model.take(10)
    model.settle('a', { kind: 'refused', problem: 'too_many_decimals', message: 'Two.' })
    expect(model.get('a')).toMatchObject({ typed: '41', state: 'refused', problem: 'too_many_decimals' })
    model.change([{ id: 'a', text: '43' }])
    expect(model.get('a')).toMatchObject({ state: 'waiting', problem: undefined })
  })
})

describe('a value that was accepted', () => {
  const at = (status: 'accepted' | 'draft') =>
    ({ version: 2, current: { id: 'e', status } }) as unknown as PeriodOut
  const accepted = () => {
    const model = grid()
    model.load('a', { ...stored('40', 2), period: at('accepted') })
    return model
  }

  it('is followed by another only with a reason', () => {
    const model = accepted()
    model.change([{ id: 'a', text: '41' }])
    expect(model.get('a').state).toBe('unexplained')
    expect(model.take(10)).toEqual([])
    expect(model.nextTrouble(['a', 'b'], 'b')).toBe('a')
    expect(model.unexplained()).toEqual(['a'])
    model.explain(['a'], 'One was counted twice')
    expect(model.take(10)).toEqual([
      { id: 'a', said: reported('41'), version: 2, reason: 'One was counted twice' },
    ])
  })

  it('needs none when it is taken back', () => {
    const model = accepted()
    model.change([{ id: 'a', text: '41' }])
    model.undo()
    expect(model.get('a').state).toBe('stored')
  })

  it('comes further without another version, which is seen', () => {
    const model = accepted()
    model.load('a', { ...stored('40', 2), period: at('draft') })
    expect(model.get('a').period?.current?.status).toBe('draft')
    model.moved('a', 'another', 'returned')
    model.moved('a', 'e', 'submitted')
    expect(model.get('a').period?.current?.status).toBe('submitted')
    expect(model.get('a').state).toBe('stored')
  })
})

describe('somebody who was faster', () => {
  const overtaken = () => {
    const model = grid()
    model.change([{ id: 'a', text: '41' }])
    model.take(10)
    model.settle('a', { kind: 'conflict', theirs: newer('38', 5) })
    return model
  }

  it('is seen before anything is stored', () => {
    const model = overtaken()
    expect(model.get('a')).toMatchObject({ state: 'conflict', typed: '41', theirs: stored('38', 5) })
    expect(model.take(10)).toEqual([])
    model.load('a', stored('39', 6))
    expect(model.get('a').typed).toBe('41')
  })

  it('is followed by mine, on their version', () => {
    const model = overtaken()
    model.decide('a', 'mine')
    expect(model.take(10)).toEqual([{ id: 'a', said: reported('41'), version: 5 }])
  })

  it('or is kept', () => {
    const model = overtaken()
    model.decide('a', 'theirs')
    expect(model.get('a')).toMatchObject({ typed: '38', text: '38', version: 5, state: 'stored' })
  })
})

describe('what was done', () => {
  it('is taken back as it was done: a block is one', () => {
    const model = grid()
    model.change([{ id: 'c', text: '8' }])
    model.change([
      { id: 'a', text: '1' },
      { id: 'b', text: '2' },
    ])
    expect(model.undo()).toBe('a')
    expect([model.get('a').typed, model.get('b').typed, model.get('c').typed]).toEqual(['40', '', '8'])
    expect(model.undo()).toBe('c')
    expect(model.get('c')).toMatchObject({ typed: '7', state: 'stored' })
    expect(model.undo()).toBeUndefined()
    model.redo()
    model.redo()
    expect([model.get('a').typed, model.get('c').typed]).toEqual(['1', '8'])
    expect(model.mayRedo).toBe(false)
  })

  it('is kept over a reload, on the version that was seen', () => {
    const before = grid()
    before.change([{ id: 'c', text: '9' }])
    const [kept] = before.unsettled()
    const after = new GridModel()
    after.load('c', stored('8', 4))
    after.restore('c', kept?.typed ?? '', kept?.version ?? 0)
    expect(after.take(1)).toEqual([{ id: 'c', said: reported('9'), version: 3 }])
  })
})

it('tells only those who look at a cell', () => {
  const model = grid()
  const [a, b] = [vi.fn(), vi.fn()]
  model.subscribe('a', a)
  const leave = model.subscribe('b', b)
  model.change([{ id: 'a', text: '5' }])
  expect(a).toHaveBeenCalledTimes(1)
  expect(b).not.toHaveBeenCalled()
  leave()
  model.change([{ id: 'b', text: '5' }])
  expect(b).not.toHaveBeenCalled()
  expect(model.counts()).toMatchObject({ waiting: 2, stored: 1 })
})

it('tells of many changes as of one', () => {
  const model = grid()
  const all = vi.fn()
  model.subscribe('*', all)
  model.change(['a', 'b', 'c'].map((id) => ({ id, text: '9' })))
  expect(all).toHaveBeenCalledTimes(1)
  expect(model.take(10)).toHaveLength(3)
  expect(all).toHaveBeenCalledTimes(2)
})

describe('a block from a spreadsheet', () => {
  it.each([
    [
      '1\t2\n3\t4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      '1\t\t3\r\n\t5\t',
      [
        ['1', '', '3'],
        ['', '5', ''],
      ],
    ],
    ['"a ""b""\n c"\t2', [['a "b"\n c', '2']]],
    ['7', [['7']]],
    ['', [['']]],
  ])('%j', (text, block) => {
    expect(pasted(text)).toEqual(block)
  })
})
