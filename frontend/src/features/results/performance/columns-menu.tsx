import '@navikt/ds-css/dist/component/actionmenu.css'
import { ActionMenu, Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../../../lib/search'
import { type Column, columns, hideText } from './columns'

const words = {
  status: 'status.label',
  baseline: 'baseline',
  periods: 'each_period',
  total: 'total.life',
  target: 'target',
  progress: 'progress',
} as const

/** Which columns are shown; kept in the address, so that a link and a saved view have it too. */
export function ColumnsMenu({ hidden }: { hidden: Column[] }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button size="small" variant="secondary" data-color="neutral">
          {t('columns')}
        </Button>
      </ActionMenu.Trigger>
      <ActionMenu.Content>
        <ActionMenu.Group label={t('columns')}>
          {columns.map((column) => (
            <ActionMenu.CheckboxItem
              key={column}
              checked={!hidden.includes(column)}
              onCheckedChange={(shown) =>
                change({
                  hide: hideText(shown ? hidden.filter((one) => one !== column) : [...hidden, column]),
                })
              }
            >
              {t(words[column])}
            </ActionMenu.CheckboxItem>
          ))}
        </ActionMenu.Group>
      </ActionMenu.Content>
    </ActionMenu>
  )
}
