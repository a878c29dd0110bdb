import { useTranslation } from 'react-i18next'
import { type SearchChange, useSearchChange } from '../../lib/search'
import { DayField } from '../../ui/day-field'
import { FilterBar } from '../../ui/filter-bar'
import type { AuditSearch } from './address'
import { eventKinds, objectTypes, outcomes } from './kinds'
import { useActionWords, useTypeWords } from './words'

export function AuditFilters({ values }: { values: AuditSearch }) {
  const { t } = useTranslation('audit')
  const change = useSearchChange()
  const words = useActionWords()
  const typeWords = useTypeWords()
  // Chosen by a press on somebody or something in the list, and taken away as a chip.
  const chosen = (['actor', 'object', 'request', 'action'] as const).flatMap((key) => {
    const value = values[key]
    const label = key === 'action' && value ? words(value) : t('this_one')
    return value ? [{ key, label: t(`${key}`), options: [{ value, label }] }] : []
  })
  return (
    <FilterBar
      values={values as SearchChange}
      filters={[
        {
          key: 'kind',
          label: t('kind'),
          options: eventKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
        {
          key: 'outcome',
          label: t('outcome'),
          options: outcomes.map((value) => ({ value, label: t(`outcomes.${value}`) })),
        },
        {
          key: 'object_type',
          label: t('object_type'),
          options: objectTypes.map((value) => ({ value, label: typeWords(value) })),
        },
        ...chosen,
      ]}
    >
      <DayField label={t('from')} value={values.from} onDay={(from) => change({ from })} />
      <DayField label={t('to')} value={values.to} onDay={(to) => change({ to })} />
    </FilterBar>
  )
}
