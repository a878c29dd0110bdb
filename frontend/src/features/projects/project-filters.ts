import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../../lib/countries'
import type { Filter } from '../../ui/filter-bar'
import { usePickText } from '../../ui/localised-view'
import { projectChoicesQuery } from './queries'
import { statuses } from './statuses'

/** What the list can be narrowed to: only what some project has. */
export function useProjectFilters(): Filter[] {
  const { t } = useTranslation('projects')
  const { data } = useQuery(projectChoicesQuery())
  const { choices: countries } = useCountries()
  const pick = usePickText()
  const programmes = data?.programmes ?? []
  const networks = data?.networks ?? []
  return [
    {
      key: 'country',
      label: t('country'),
      options: countries.filter(({ value }) => data?.countries.includes(value)),
    },
    {
      key: 'status',
      label: t('status'),
      options: statuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
    },
    {
      key: 'theme',
      label: t('theme'),
      options: (data?.themes ?? []).map(({ id, name }) => ({ value: id, label: pick(name) })),
    },
    {
      key: 'funder',
      label: t('funder'),
      options: (data?.funders ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      key: 'year',
      label: t('year'),
      options: (data?.years ?? []).map((year) => ({ value: String(year), label: String(year) })),
    },
    ...(programmes.length > 1
      ? [
          {
            key: 'programme',
            label: t('programme'),
            options: programmes.map(({ id, title, original_language }) => ({
              value: id,
              label: pick(title, original_language),
            })),
          },
        ]
      : []),
    ...(networks.length > 0
      ? [
          {
            key: 'network',
            label: t('network'),
            options: networks.map(({ id, name, original_language }) => ({
              value: id,
              label: pick(name, original_language),
            })),
          },
        ]
      : []),
    {
      key: 'archived',
      label: t('shown'),
      all: t('current_only'),
      options: [{ value: 'true', label: t('with_archived') }],
    },
  ]
}
