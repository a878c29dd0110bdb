import { describe, expect, it } from 'vitest'
import type { EntryOut } from '../../../api/indicators/types.gen'
import { type Kind, Reader, type Said } from './said'

const english = new Reader('en')
const norwegian = new Reader('nb', { yes: 'ja', no: 'nei' })

const entry = (said: Said): EntryOut =>
  ({ value: null, numerator: null, denominator: null, text: null, ...said }) as EntryOut

describe('what is typed into a cell', () => {
  it.each<[string, Kind, Said]>([
    ['12.5', 'number', { state: 'reported', value: '12.5' }],
    ['~12', 'number', { state: 'estimated', value: '12' }],
    ['0', 'number', { state: 'reported', value: '0' }],
    ['?', 'number', { state: 'not_collected' }],
    ['/', 'money', { state: 'not_applicable' }],
    ['*', 'percentage', { state: 'suppressed' }],
    ['75 %', 'percentage', { state: 'reported', value: '75' }],
    ['30/40', 'percentage', { state: 'reported', numerator: '30', denominator: '40' }],
    ['~1,200/5', 'ratio', { state: 'estimated', numerator: '1200', denominator: '5' }],
    ['Yes', 'yes_no', { state: 'reported', value: '1' }],
    ['n', 'milestone', { state: 'reported', value: '0' }],
    ['4', 'scale', { state: 'reported', value: '4' }],
    ['They meet by themselves', 'text', { state: 'reported', text: 'They meet by themselves' }],
  ])('%j of %s is read', (typed, kind, said) => {
    expect(english.read(typed, kind)).toEqual(said)
  })

  it.each<[string, Kind]>([
    ['', 'number'],
    ['many', 'number'],
    ['30/40', 'number'],
    ['30/', 'percentage'],
    ['1/2/3', 'ratio'],
    ['2', 'yes_no'],
    ['maybe', 'yes_no'],
    ['5', 'formula'],
  ])('%j of %s is nothing it can say', (typed, kind) => {
    expect(english.read(typed, kind)).toBeUndefined()
  })

  it('is read and written in the language of who types', () => {
    expect(norwegian.read('JA', 'yes_no')).toEqual({ state: 'reported', value: '1' })
    expect(norwegian.read('12,5/50', 'ratio')).toMatchObject({ numerator: '12.5', denominator: '50' })
    expect(norwegian.write(entry({ state: 'estimated', value: '12.50' }), 'number')).toBe('~12,5')
  })

  it.each<[Kind, Said, string]>([
    ['number', { state: 'zero', value: '0' }, '0'],
    ['number', { state: 'not_collected' }, '?'],
    ['percentage', { state: 'reported', value: '75', numerator: '30', denominator: '40' }, '30/40'],
    ['yes_no', { state: 'zero', value: '0' }, 'no'],
    ['text', { state: 'reported', text: 'Well' }, 'Well'],
  ])('%s is written as one would type it', (kind, said, text) => {
    expect(english.write(entry(said), kind)).toBe(text)
  })
})
