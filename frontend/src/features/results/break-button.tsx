import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useEdit } from './editing'

/** Offers another rule from a day on: a newer version where the library has one, or a rule of one's own. */
export function BreakButton({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation('results')
  const edit = useEdit()
  const { definition, archived, origin_mode } = indicator
  const newer = definition.newest_number > definition.number
  if (!edit || archived || origin_mode === 'inherited' || !(newer || definition.is_own)) return null
  return (
    <Button
      size="small"
      variant={definition.is_own ? 'tertiary' : 'secondary'}
      data-color="neutral"
      onClick={() => edit.open({ what: 'break', indicator })}
    >
      {definition.is_own ? t('count_otherwise') : t('take_version', { number: definition.newest_number })}
    </Button>
  )
}
