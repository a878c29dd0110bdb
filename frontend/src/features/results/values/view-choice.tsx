import '@navikt/ds-css/dist/component/togglegroup.css'
import { ToggleGroup } from '@navikt/ds-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../../../lib/search'

/** For who decides about values: the grid, or what waits for a decision. */
export const ViewChoice = memo(function ViewChoice({ review }: { review: boolean }) {
  const { t } = useTranslation('values')
  const change = useSearchChange()
  return (
    <ToggleGroup
      size="small"
      label={t('review.views')}
      value={review ? 'review' : 'grid'}
      onChange={(view) => change({ view: view === 'review' ? view : undefined })}
    >
      <ToggleGroup.Item value="grid" label={t('review.grid')} />
      <ToggleGroup.Item value="review" label={t('review.tab')} />
    </ToggleGroup>
  )
})
