import { Button, Chips } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../lib/search'

export interface ActiveFilter {
  /** Its name in the address. */
  key: string
  text: string
}

/** What a list is narrowed down by now; apart from the filters, for most lists are opened without any. */
export function FilterChips({ active }: { active: readonly ActiveFilter[] }) {
  const { t } = useTranslation()
  const change = useSearchChange()
  const clear = () => change(Object.fromEntries(active.map(({ key }) => [key, undefined])))
  return (
    <div className="filter-bar__chips">
      <Chips size="small" aria-label={t('filters.active')}>
        {active.map(({ key, text }) => (
          <Chips.Removable key={key} onClick={() => change({ [key]: undefined })}>
            {text}
          </Chips.Removable>
        ))}
      </Chips>
      <Button size="xsmall" variant="tertiary" onClick={clear}>
        {t('filters.clear')}
      </Button>
    </div>
  )
}
