import { afterEach, expect, it } from 'vitest'
import { componentTexts, i18next, setLanguage } from '.'

afterEach(() => setLanguage('en'))

it.each([
  [
    'pl',
    [
      [1, '1 wiersz'],
      [2, '2 wiersze'],
      [5, '5 wierszy'],
      [22, '22 wiersze'],
      [12, '12 wierszy'],
    ],
  ],
  [
    'bs',
    [
      [1, '1 red'],
      [3, '3 reda'],
      [5, '5 redova'],
      [21, '21 red'],
    ],
  ],
  [
    'nb',
    [
      [1, '1 rad'],
      [2, '2 rader'],
    ],
  ],
] as const)('counts as %s does', async (language, cases) => {
  await setLanguage(language)
  for (const [count, text] of cases) expect(i18next.t('table.count', { count })).toBe(text)
})

it('tells the browser and the components which language it is', async () => {
  await setLanguage('bs')

  expect(document.documentElement.lang).toBe('bs')
  expect(componentTexts('bs')?.global.close).toBe('Zatvori')
})
