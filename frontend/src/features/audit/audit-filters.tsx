import { useTranslation } from 'react-i18next'
import { type SearchChange, useSearchChange } from '../../lib/search'
import { DayField } from '../../ui/day-field'
import { FilterBar } from '../../ui/filter-bar'
import type { AuditSearch } from './address'
import { eventKinds, objectTypes, outcomes } from './kinds'

export function AuditFilters({ values }: { values: AuditSearch }) {
  const { t } = useTranslation(['audit', 'history'])
  const change = useSearchChange()
  // Chosen by a press on somebody or something in the list, and taken away as a chip.
  const chosen = (['actor', 'object', 'request', 'action'] as const).flatMap((key) => {
    const value = values[key]
    return value ? [{ key, label: t(`audit:${key}`), options: [{ value, label: t('audit:this_one') }] }] : []
  })
  return (
    <FilterBar
      values={values as SearchChange}
      filters={[
        {
          key: 'kind',
          label: t('audit:kind'),
          options: eventKinds.map((value) => ({ value, label: t(`audit:kinds.${value}`) })),
        },
        {
          key: 'outcome',
          label: t('audit:outcome'),
          options: outcomes.map((value) => ({ value, label: t(`audit:outcomes.${value}`) })),
        },
        {
          key: 'object_type',
          label: t('audit:object_type'),
          options: objectTypes.map((value) => ({ value, label: t(`history:parts.${value}`) })),
        },
        ...chosen,
      ]}
    >
      <DayField label={t('audit:from')} value={values.from} onDay={(from) => change({ from })} />
      <DayField label={t('audit:to')} value={values.to} onDay={(to) => change({ to })} />
    </FilterBar>
  )
}
