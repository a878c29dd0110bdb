import { Select } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../../lib/search'
import { calendarPages } from './queries'

interface PartnersProps {
  ownerId: string
  year: number
  chosen: string | undefined
}

/** One of those who owe something in this year. */
export function Partners({ ownerId, year, chosen }: PartnersProps) {
  const { t } = useTranslation(['reporting', 'common'])
  const change = useSearchChange()
  const found = useInfiniteQuery(calendarPages(ownerId, { year }))
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  const names = new Map(rows.flatMap(({ organisation: one }) => (one ? [[one.id, one.name] as const] : [])))
  return (
    <Select
      size="small"
      label={t('reporting:partner')}
      value={chosen ?? ''}
      onChange={(event) => change({ organisation: event.target.value || undefined })}
    >
      <option value="">{t('common:filters.all')}</option>
      {[...names].map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}
