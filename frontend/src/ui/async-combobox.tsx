import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Combobox, type Option } from './combobox'

export interface AsyncComboboxProps {
  id?: string
  label: string
  description?: string
  /** Names the search in the cache: two boxes that look for the same thing share their answers. */
  searchKey: string
  /** Asks the service; called 250 ms after the last key. */
  load: (text: string, signal: AbortSignal) => Promise<Option[]>
  value: Option | null
  onChange: (chosen: Option | null) => void
  error?: string | undefined
  size?: 'small' | 'medium'
}

/** Chooses one of too many to list, by asking the service for what fits what was typed. */
export function AsyncCombobox({
  searchKey,
  load,
  value,
  onChange,
  error,
  size = 'medium',
  ...rest
}: AsyncComboboxProps) {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  const { data = [], isFetching } = useQuery({
    queryKey: ['options', searchKey, asked],
    queryFn: ({ signal }) => load(asked, signal),
    staleTime: 60_000,
  })
  // A list for other words goes in a moment, and a press on it would be let go on another one's option, or none.
  const pending = typed.trim() !== asked
  const options = pending ? [] : data
  // What is chosen was shown, even if another list has come since the press.
  const shown = useRef(new Map<string, Option>())
  for (const option of data) shown.current.set(option.value, option)
  return (
    <Combobox
      {...rest}
      size={size}
      error={error}
      options={options}
      filteredOptions={options}
      isLoading={isFetching || pending}
      selectedOptions={value ? [value] : []}
      onChange={setTyped}
      onToggleSelected={(chosen, selected) => onChange(selected ? (shown.current.get(chosen) ?? null) : null)}
    />
  )
}
