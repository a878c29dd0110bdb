import { describe, expect, it } from 'vitest'
import { ago, dat, money, num, parseDecimal } from './format'
import { nearestLanguage, pickText } from './languages'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('what is shown', () => {
  it.each([
    ['en', '21,839,000 NOK'],
    ['nb', '21 839 000 NOK'],
    ['bs', '21.839.000 NOK'],
    ['pl', '21 839 000 NOK'],
  ])('money in %s', (language, text) => {
    expect(plain(money(language, '21839000.00', 'NOK'))).toBe(text)
  })

  it('keeps the cents that there are', () => {
    expect(money('en', '1234.5', 'EUR')).toBe('1,234.50\u00a0EUR')
  })

  it('does not lose digits of a long decimal', () => {
    expect(num('en', '12345678901234567890.12', { maximumFractionDigits: 2 })).toBe(
      '12,345,678,901,234,567,890.12',
    )
  })

  it('shows the same day in every zone', () => {
    expect(dat('en', '2005-01-31')).toBe('31 Jan 2005')
  })

  it('says how long ago', () => {
    expect(ago('en', '2026-11-22T10:00:00Z', new Date('2026-11-22T12:00:00Z'))).toBe('2 hours ago')
  })
})

describe('what is typed', () => {
  it.each([
    ['1 234,5', 'nb', '1234.5'],
    ['1\u00a0234,50', 'pl', '1234.50'],
    ['1.234,5', 'bs', '1234.5'],
    ['1,234.5', 'en', '1234.5'],
    ['1.234', 'bs', '1234'],
    ['1.234', 'en', '1.234'],
    ['1,234', 'en', '1234'],
    ['1,234', 'nb', '1.234'],
    ['12,5', 'en', '12.5'],
    ['-3,25', 'nb', '-3.25'],
    ['1.234.567', 'nb', '1234567'],
    ['12', 'en', '12'],
    [',5', 'nb', '0.5'],
    ['abc', 'en', undefined],
    ['1,2,3', 'nb', undefined],
    ['', 'en', undefined],
    ['1.2.3,4', 'nb', undefined],
  ])('%s in %s is %s', (typed, language, value) => {
    expect(parseDecimal(typed, language)).toBe(value)
  })
})

describe('the language', () => {
  it.each([
    [['no'], 'nb'],
    [['nn-NO', 'en'], 'nb'],
    [['hr-HR'], 'bs'],
    [['sr-Latn-RS'], 'bs'],
    [['fr', 'pl'], 'pl'],
    [['fr'], 'en'],
  ])('nearest to %s is %s', (tags, language) => {
    expect(nearestLanguage(tags)).toBe(language)
  })

  it('of a text is the reader’s, else the original, else any', () => {
    expect(pickText({ en: 'Roads', nb: 'Veier' }, 'nb', 'en')).toEqual({ text: 'Veier', lang: 'nb' })
    expect(pickText({ en: 'Roads', pl: 'Drogi' }, 'nb', 'pl')).toEqual({ text: 'Drogi', lang: 'pl' })
    expect(pickText({ pl: 'Drogi' }, 'nb')).toEqual({ text: 'Drogi', lang: 'pl' })
    expect(pickText({}, 'nb')).toBeUndefined()
  })
})

describe('Bosnian', () => {
  it('has its own months, whatever the browser knows', () => {
    expect(dat('bs', '2005-01-01')).toBe('1. jan 2005.')
    expect(dat('bs', '2026-08-22', { dateStyle: 'long' })).toBe('22. august 2026.')
    expect(dat('bs', '2026-11-01', { month: 'long', year: 'numeric' })).toBe('novembar 2026.')
  })

  it('groups thousands by points', () => {
    expect(num('bs', '50246869')).toBe('50.246.869')
  })
})
