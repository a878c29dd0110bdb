import { Button, Heading, Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listImportRowsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { CountryDecision, ImportOut } from '../../api/registry/types.gen'
import { useCountries } from '../../lib/countries'

const none = 'none'

interface CountryDecisionsProps {
  batch: ImportOut
  onApply: (decisions: CountryDecision[]) => Promise<unknown>
}

/** Texts of the country column that name no country that is known. */
export function CountryDecisions({ batch, onApply }: CountryDecisionsProps) {
  const { t } = useTranslation('imports')
  const { choices } = useCountries()
  const refused = (batch.counts?.refuse ?? 0) > 0
  const { data } = useQuery({
    ...listImportRowsOptions({
      path: { import_id: batch.id },
      query: { outcome: 'refuse', limit: 200 },
    }),
    enabled: refused,
  })
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const reasons = (data?.items ?? []).flatMap((row) => row.reasons)
  const texts = [...new Set(reasons.filter(({ code }) => code === 'unknown_country').map(({ text }) => text))]
  if (!refused || texts.length === 0) return null
  const decisions = texts.flatMap((text): CountryDecision[] => {
    const value = chosen[text]
    return value ? [{ text, country_code: value === none ? null : value }] : []
  })
  return (
    <section className="panel stack" aria-labelledby="import-countries">
      <Heading level="2" size="small" id="import-countries">
        {t('countries.title')}
      </Heading>
      <div className="form__row">
        {texts.map((text) => (
          <Select
            key={text}
            size="small"
            label={t('countries.decision', { text })}
            value={chosen[text] ?? ''}
            onChange={(event) => setChosen((old) => ({ ...old, [text]: event.target.value }))}
          >
            <option value="">{t('names.undecided')}</option>
            <option value={none}>{t('countries.none')}</option>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        ))}
      </div>
      <div>
        <Button size="small" disabled={decisions.length === 0} onClick={() => void onApply(decisions)}>
          {t('names.apply', { count: decisions.length })}
        </Button>
      </div>
    </section>
  )
}
