import { useQuery } from '@tanstack/react-query'
import { listCountriesOptions } from '../api/registry/@tanstack/react-query.gen'
import type { CountryOut } from '../api/registry/types.gen'
import { useLanguage } from '../i18n'
import { bosnianTag } from './bosnian-dates'
import { pickText } from './languages'

/** The list changes with a release, never in between. */
export const countriesQuery = () => ({ ...listCountriesOptions(), staleTime: Number.POSITIVE_INFINITY })

export interface CountryChoice {
  value: string
  label: string
}

/** Names of countries in the reader's language: the browser's own lists know neither Kosovo's code nor past states. */
export function useCountries() {
  const language = useLanguage()
  const { data } = useQuery(countriesQuery())
  const name = (country: CountryOut) => pickText(country.name, language)?.text ?? country.code
  const names = new Map(data?.items.map((country) => [country.code, name(country)]))
  const collator = new Intl.Collator(language === 'bs' ? bosnianTag : language)
  return {
    countryName: (code: string | null | undefined): string => (code ? (names.get(code) ?? code) : ''),
    choices: [...names]
      .map(([value, label]): CountryChoice => ({ value, label }))
      .sort((a, b) => collator.compare(a.label, b.label)),
  }
}
