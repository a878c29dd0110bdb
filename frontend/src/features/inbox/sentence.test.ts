import { expect, it } from 'vitest'
import { i18next, setLanguage } from '../../i18n'
import { changedParts, sentence } from './sentence'

const say = async (language: 'en' | 'nb' | 'bs' | 'pl', topic: string, params: Record<string, unknown>) => {
  await setLanguage(language)
  // Narrow and hard spaces are the formats' own business.
  return sentence(i18next.getFixedT(language, 'inbox'), language, { topic, params }).replaceAll(/\s/g, ' ')
}
const title = { en: 'Youth councils', nb: 'Ungdomsråd' }

it.each([
  ['en', 'New project KS-1: Youth councils'],
  ['nb', 'Nytt prosjekt KS-1: Ungdomsråd'],
  ['bs', 'Novi projekat KS-1: Ungdomsråd'],
  ['pl', 'Nowy projekt KS-1: Ungdomsråd'],
] as const)('speaks %s, and shows a title in it or as it was written', async (language, text) => {
  const params = { code: 'KS-1', title, original_language: 'nb' }
  expect(await say(language, 'project.registered.v1', params)).toBe(text)
})

it('says what became of an amount', async () => {
  const params = {
    project_title: title,
    project_language: 'nb',
    year: 2006,
    funder: 'NMFA',
    currency: 'NOK',
    old_amount: '1000.00',
    new_amount: '1250.50',
  }
  const told = (change: string) => say('en', 'budget.changed.v1', { ...params, change })
  expect(await told('changed')).toBe(
    'Budget for 2006 from NMFA is now 1,250.50 NOK, was 1,000 NOK: Youth councils',
  )
  expect(await told('added')).toBe('Budget for 2006: 1,250.50 NOK from NMFA for Youth councils')
  expect(await told('halved')).toBe('The budget for 2006 has been changed: Youth councils')
})

it.each([
  [{ value: '87.5', unit: 'percent', unit_name: null }, '87,5 %'],
  [{ value: '1200', unit: 'number', unit_name: null }, '1 200'],
  [{ value: '3', unit: 'custom', unit_name: { nb: 'møter' } }, '3 møter'],
  [{ value: '40', unit: 'currency:EUR', unit_name: null }, '40 EUR'],
])('writes a value with its unit: %o', async (value, written) => {
  const period = { starts_on: '2006-01-01', ends_on: '2006-06-30' }
  const params = { indicator_title: { nb: 'Deltakere' }, original_language: 'nb', ...period, ...value }
  const text = await say('nb', 'entry.recorded.v1', params)
  expect(text).toBe(`Deltakere: ${written} (1. jan. 2006 – 30. juni 2006)`)
})

it('tells in one line of all values that somebody decided on together', async () => {
  const params = { project_code: '8', project_title: title, count: 3, reason: 'Which list?' }
  expect(await say('en', 'entries.submitted.v1', params)).toBe('Values to review in 8: 3')
  expect(await say('pl', 'entries.returned.v1', params)).toBe(
    'Wartości zwrócone do Ciebie w 8: 3. Powód: Which list?',
  )
  expect(await say('nb', 'entries.accepted.v1', params)).toBe('Verdier fra deg godkjent i 8: 3')
})

it('tells the status of a partnership in words, and an unknown one as it is', async () => {
  const params = { name: 'Orkdal - Mostar', valid_from: '2006-03-01' }
  const told = (new_status: string) => say('pl', 'partnership.status-changed.v1', { ...params, new_status })
  expect(await told('standstill')).toBe('Orkdal - Mostar: zawieszone od 1 mar 2006')
  expect(await told('asleep')).toBe('Orkdal - Mostar: asleep od 1 mar 2006')
})

it('has something to say about what it does not know', async () => {
  expect(await say('en', 'kite.flown.v7', {})).toBe('Something has changed')
})

it('leaves names as they are, whatever marks they hold', async () => {
  const name = '<b>Niš</b> & $t(title) {{name}}'
  expect(await say('en', 'organisation.changed.v1', { name })).toBe(`${name} has been changed`)
})

it('names the parts that it has words for, each once', async () => {
  await setLanguage('en')
  const told = { topic: 'project.changed.v1', params: { changed: ['starts_on', 'ends_on', 'title', 'xyz'] } }
  expect(changedParts(i18next.getFixedT('en', 'inbox'), 'en', told)).toBe('Changed: period and title')
  expect(changedParts(i18next.getFixedT('en', 'inbox'), 'en', { ...told, params: {} })).toBe('')
})

it.each([
  ['en', 'Your role Coordinator ends on 30 Jun 2007: Youth councils'],
  ['nb', 'Rollen din Koordinator slutter 30. juni 2007: Ungdomsråd'],
] as const)('tells people in %s of their own roles', async (language, text) => {
  const params = { role: 'coordinator', scope_name: title, original_language: 'nb', valid_to: '2007-06-30' }
  expect(await say(language, 'role.expiring.v1', { ...params, change: 'somewhere' })).toBe(text)
})
