import { InlineMessage } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { EntryDetail, PeriodOut } from '../../../api/indicators/types.gen'
import { useHistory } from './use-history'

/** Why a value came back, to whoever is to mend it. */
export function CameBack({ newest }: { newest: EntryDetail | undefined }) {
  const { t } = useTranslation('values')
  const reason = newest?.status === 'returned' ? newest.steps.at(-1)?.reason : undefined
  if (!reason) return null
  return (
    <InlineMessage status="warning" size="small">
      {t('came_back', { reason })}
    </InlineMessage>
  )
}

/** The same where the history is not at hand. */
export function ReturnedBecause({ period }: { period: PeriodOut }) {
  return <CameBack newest={useHistory(period).entries?.[0]} />
}
