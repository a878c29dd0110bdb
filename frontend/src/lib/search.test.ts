import { expect, it } from 'vitest'
import { choice, flag, integer, isoDate, ownPath, searchSchema, text, uuid } from './search'

const schema = searchSchema({
  q: text(),
  kind: choice(['county', 'school']),
  archived: flag(),
  year: integer(1990, 2100),
  funder: uuid(),
  as_of: isoDate(),
  return_to: ownPath(),
})

it('reads what the router made of an address', () => {
  const given = {
    q: 2005,
    kind: 'school',
    archived: true,
    year: '2006',
    funder: '01a20193-817e-70ae-8446-9da295a62cfe',
    as_of: '2005-12-31',
    return_to: '/projects?q=a',
  }
  expect(schema(given)).toEqual({ ...given, q: '2005', year: 2006 })
})

it('takes nonsense for "not set"', () => {
  const nonsense = {
    q: '  ',
    kind: 'zzz',
    archived: 'perhaps',
    year: -4,
    funder: 'x',
    as_of: '2005-13-01',
    return_to: '//evil.example',
    other: 1,
  }
  expect(schema(nonsense)).toEqual({})
})

it.each(['https://evil.example/', '/\\evil.example', 'projects', ''])('%j is no path of our own', (path) => {
  expect(schema({ return_to: path })).toEqual({})
})

it('says of what it refuses that it is not set, for what is left out shines through', () => {
  expect(Object.entries(schema({ return_to: 'https://example.com/' }))).toContainEqual([
    'return_to',
    undefined,
  ])
})
