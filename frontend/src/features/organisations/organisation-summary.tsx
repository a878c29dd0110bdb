import { useTranslation } from 'react-i18next'
import type { OrganisationOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { datetime, num } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { SummaryList } from '../../ui/summary-list'

export function OrganisationSummary({ organisation }: { organisation: OrganisationOut }) {
  const { t } = useTranslation('organisations')
  const language = useLanguage()
  const { countryName } = useCountries()
  const { place, aliases, identifiers, website } = organisation
  const degrees = (value: string) => num(language, value, { maximumFractionDigits: 5 })
  return (
    <SummaryList
      items={[
        { term: t('kind'), value: t(`kinds.${organisation.kind}`) },
        { term: t('country'), value: countryName(organisation.country_code) || t('unknown') },
        {
          term: t('aliases'),
          value: aliases.length > 0 && (
            <ul className="plain-list">
              {aliases.map((alias) => (
                <li key={alias.name}>
                  <span lang={alias.language ?? undefined}>{alias.name}</span>
                  {alias.language && <span className="subtle"> ({languageNames[alias.language]})</span>}
                </li>
              ))}
            </ul>
          ),
        },
        {
          term: t('place'),
          value: place && (
            <>
              {place.name}
              <span className="block small subtle">
                {t('coordinates', {
                  latitude: degrees(place.latitude),
                  longitude: degrees(place.longitude),
                })}
              </span>
            </>
          ),
        },
        {
          term: t('identifiers'),
          value: identifiers.length > 0 && identifiers.map((i) => `${i.scheme}-${i.value}`).join(', '),
        },
        {
          term: t('website'),
          value: website && (
            <a href={website} rel="noreferrer">
              {website}
            </a>
          ),
        },
        { term: t('changed_at'), value: datetime(language, organisation.updated_at) },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}
