import { FunnelIcon } from '@navikt/aksel-icons'
import { Button, Search, Select } from '@navikt/ds-react'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SearchChange, useSearchChange } from '../lib/search'
import { useMedia } from '../lib/use-media'

const FilterChips = lazy(() => import('./filter-chips').then((part) => ({ default: part.FilterChips })))

export interface Filter {
  /** Its name in the address. */
  key: string
  label: string
  options: { value: string; label: string }[]
  /** The words of the first choice when "All" would not fit. */
  all?: string
}

export interface FilterBarProps {
  /** The page's search parameters. */
  values: SearchChange
  /** The label of the search box; without it there is none. */
  search?: string
  filters?: Filter[]
  /** More fields, for what a select cannot do. */
  children?: ReactNode
}

/** What a list is narrowed down by: kept in the address, shown as chips, taken away by one press. */
export function FilterBar({ values, search, filters = [], children }: FilterBarProps) {
  const { t } = useTranslation()
  const change = useSearchChange()
  const active = filters.flatMap(({ key, label, options }) => {
    const value = values[key]
    const option = options.find((candidate) => candidate.value === String(value))
    return value === undefined ? [] : [{ key, text: `${label}: ${option?.label ?? String(value)}` }]
  })
  if (search && values.q) active.unshift({ key: 'q', text: `${t('filters.search')}: ${String(values.q)}` })
  const narrow = useMedia('(max-width: 639px)')
  const [open, setOpen] = useState(false)
  // On a phone more than two filters would fill the screen before the first result.
  const foldable = narrow && filters.length > 2
  return (
    <search className="filter-bar noprint">
      <div className="filter-bar__fields">
        {search && (
          <SearchBox label={search} value={String(values.q ?? '')} onSearch={(q) => change({ q })} />
        )}
        {foldable && (
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            icon={<FunnelIcon aria-hidden />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t('filters.show')}
          </Button>
        )}
        {(foldable && !open ? [] : filters).map((filter) => (
          <Select
            key={filter.key}
            size="small"
            label={filter.label}
            value={String(values[filter.key] ?? '')}
            onChange={(event) => change({ [filter.key]: event.target.value || undefined })}
          >
            <option value="">{filter.all ?? t('filters.all')}</option>
            {filter.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        ))}
        {children}
      </div>
      {active.length > 0 && (
        <Suspense fallback={<div className="filter-bar__chips" />}>
          <FilterChips active={active} />
        </Suspense>
      )}
    </search>
  )
}

interface SearchBoxProps {
  label: string
  value: string
  onSearch: (text: string | undefined) => void
}

function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const send = useRef(onSearch)
  send.current = onSearch
  useEffect(() => {
    // The address changed by other means (back, a removed chip): show what it says.
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => {
    const text = typed.trim()
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      send.current(text || undefined)
    }, 250)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className="filter-bar__search">
      <Search
        size="small"
        variant="simple"
        label={label}
        hideLabel={false}
        value={typed}
        onChange={setTyped}
      />
    </div>
  )
}
