import { TrashIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import type { Option } from '../../ui/combobox'

interface RemovableListProps {
  items: Option[]
  /** What the button that takes this one away is called. */
  remove: (label: string) => string
  onRemove: (value: string) => void
}

/** What was chosen one by one, each to be taken away again. */
export function RemovableList({ items, remove, onRemove }: RemovableListProps) {
  if (items.length === 0) return null
  return (
    <ul className="plain-list key-scopes">
      {items.map(({ value, label }) => (
        <li key={value}>
          <span>{label}</span>
          <Button
            type="button"
            size="xsmall"
            variant="tertiary"
            data-color="neutral"
            icon={<TrashIcon title={remove(label)} />}
            onClick={() => onRemove(value)}
          />
        </li>
      ))}
    </ul>
  )
}
