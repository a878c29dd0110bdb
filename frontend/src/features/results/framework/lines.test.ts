import { expect, it } from 'vitest'
import { linesOf } from './lines'
import { linesOfTemplate, templateNames, templates } from './templates'

const nameOf = (kind: string) => (kind === 'output' ? ['output', 'Produkt', 'Produkter'] : [kind])

it('reads a level before a colon, and an indicator after a hyphen', () => {
  const lines = linesOf(
    'produkt: Ansatte er opplært\r\n- Ansatte\n\nActivity\tKurs\nNote: 5 kurs',
    'nb',
    'outcome',
    nameOf,
  )
  expect(lines.map(({ kind, fields }) => [kind, fields['title']])).toEqual([
    ['output', { nb: 'Ansatte er opplært' }],
    ['indicator', { nb: 'Ansatte' }],
    ['activity', { nb: 'Kurs' }],
    ['outcome', { nb: 'Note: 5 kurs' }],
  ])
})

it.each(templateNames)('the template %s leads upwards and is whole in all languages', (name) => {
  const lines = linesOfTemplate(name, 'en')
  const kinds = ['input', 'activity', 'output', 'outcome', 'impact']
  for (const line of lines)
    for (const to of line.leads_to ?? []) {
      const end = lines[to - 1]
      expect(kinds.indexOf(end?.kind ?? '')).toBeGreaterThan(kinds.indexOf(line.kind))
    }
  for (const [, words] of templates[name])
    expect(Object.values(words).filter((text) => text.trim())).toHaveLength(4)
})
