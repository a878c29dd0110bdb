import '@navikt/ds-css/dist/component/actionmenu.css'
import { ActionMenu, Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listPerformanceAxesOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import { useSearchChange } from '../../../lib/search'
import { usePickText } from '../../../ui/localised-view'
import type { Asked } from './performance-view'

const none = 'none'

/** By what each indicator is shown, too; nothing where none of them is broken down. */
export function AxisMenu({ asked, axis }: { asked: Asked; axis: string | undefined }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const pick = usePickText()
  const axes = useQuery({
    ...listPerformanceAxesOptions({ query: asked }),
    placeholderData: keepPreviousData,
  })
  const items = axes.data?.items ?? []
  if (items.length === 0 && !axis) return null
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button size="small" variant="secondary" data-color="neutral">
          {t('parts.choose')}
        </Button>
      </ActionMenu.Trigger>
      <ActionMenu.Content>
        <ActionMenu.RadioGroup
          label={t('parts.choose')}
          value={axis ?? none}
          onValueChange={(chosen) => change({ axis: chosen === none ? undefined : chosen })}
        >
          <ActionMenu.RadioItem value={none}>{t('parts.not')}</ActionMenu.RadioItem>
          {items.map((one) => (
            <ActionMenu.RadioItem key={one.id} value={one.id}>
              {pick(one.name, one.original_language)}
            </ActionMenu.RadioItem>
          ))}
        </ActionMenu.RadioGroup>
      </ActionMenu.Content>
    </ActionMenu>
  )
}
