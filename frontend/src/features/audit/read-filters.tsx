import { useTranslation } from 'react-i18next'
import { type SearchChange, useSearchChange } from '../../lib/search'
import { DayField } from '../../ui/day-field'
import { FilterBar } from '../../ui/filter-bar'
import type { AuditSearch } from './address'
import { readActions } from './kinds'
import { useActionWords } from './words'

export function ReadFilters({ values }: { values: AuditSearch }) {
  const { t } = useTranslation('audit')
  const words = useActionWords()
  const change = useSearchChange()
  // Chosen by a press on somebody in the list, and taken away as a chip.
  const chosen = (['actor', 'person'] as const).flatMap((key) => {
    const value = values[key]
    const label = t(key === 'actor' ? 'actor' : 'reads.whose')
    return value ? [{ key, label, options: [{ value, label: t('this_one') }] }] : []
  })
  return (
    <FilterBar
      values={values as SearchChange}
      filters={[
        {
          key: 'action',
          label: t('action'),
          options: readActions.map((value) => ({ value, label: words(value) })),
        },
        ...chosen,
      ]}
    >
      <DayField label={t('from')} value={values.from} onDay={(from) => change({ from })} />
      <DayField label={t('to')} value={values.to} onDay={(to) => change({ to })} />
    </FilterBar>
  )
}
