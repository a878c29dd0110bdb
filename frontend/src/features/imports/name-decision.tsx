import { Select } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NameOut } from '../../api/registry/types.gen'
import { OrganisationKind } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { num } from '../../lib/format'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncCombobox } from '../../ui/async-combobox'
import type { Option } from '../../ui/combobox'
import type { Choice } from './decisions'

const kinds = Object.values(OrganisationKind)

interface NameDecisionProps {
  name: NameOut
  choice: Choice
  onChoose: (choice: Choice) => void
}

/** One name of the file, and what it may stand for; a likeness is only ever proposed. */
export function NameDecisionRow({ name, choice, onChoose }: NameDecisionProps) {
  const { t } = useTranslation('imports')
  const { countryName } = useCountries()
  return (
    <li className="import-name" data-decided={choice !== '' || undefined}>
      <div>
        <strong>{name.text}</strong>
        <p className="flush small subtle">
          {t(`names.states.${name.state as 'unknown'}`)}
          {name.country_code && `, ${t('names.expected', { country: countryName(name.country_code) })}`}
        </p>
        <p className="flush small subtle">
          {t('names.in_rows', { count: name.row_count, first: name.first_row })}
        </p>
      </div>
      <Choices name={name} choice={choice} onChoose={onChoose} />
    </li>
  )
}

function Choices({ name, choice, onChoose }: NameDecisionProps) {
  const { t } = useTranslation(['imports', 'organisations'])
  const language = useLanguage()
  const { countryName } = useCountries()
  const [found, setFound] = useState<Option | null>(null)
  const percent = (score: number) => num(language, score, { style: 'percent' })
  const proposed = name.candidates.map(({ organisation, how, score }) => ({
    value: `match:${organisation.id}`,
    label: t(how === 'similarity' ? 'names.candidate' : 'names.candidate_exact', {
      name: organisation.name,
      country: countryName(organisation.country_code) || '–',
      percent: percent(score),
    }),
  }))
  const elsewhere = choice === 'other' || (choice.startsWith('match:') && found?.value === choice.slice(6))
  return (
    <div className="stack stack--close">
      <Select
        size="small"
        label={t('names.decision', { name: name.text })}
        hideLabel
        value={elsewhere ? 'other' : choice}
        onChange={(event) => {
          setFound(null)
          onChoose(event.target.value)
        }}
      >
        <option value="">{t('names.undecided')}</option>
        {proposed.length > 0 && (
          <optgroup label={t('names.groups.similar')}>
            {proposed.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={t('names.groups.new')}>
          {kinds.map((kind) => (
            <option key={kind} value={`create:${kind}`}>
              {t('names.create', { kind: t(`organisations:kinds.${kind}`) })}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('names.groups.else')}>
          <option value="other">{t('names.other')}</option>
          {name.used_as !== 'funder' && <option value="component">{t('names.component')}</option>}
          {name.used_as !== 'funder' && <option value="ignore">{t('names.ignore')}</option>}
        </optgroup>
      </Select>
      {elsewhere && (
        <AsyncCombobox
          size="small"
          label={t('names.search', { name: name.text })}
          searchKey="organisations"
          load={searchOrganisations}
          value={found}
          onChange={(option) => {
            setFound(option)
            onChoose(option ? `match:${option.value}` : 'other')
          }}
        />
      )}
    </div>
  )
}
