import { Chips } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { PartnershipState } from '../../api/registry/types.gen'

interface StatusLegendProps {
  statuses: PartnershipState[]
  shown: ReadonlySet<string>
  onToggle: (status: PartnershipState) => void
}

/** What the lines mean, and which of them are drawn. */
export function StatusLegend({ statuses, shown, onToggle }: StatusLegendProps) {
  const { t } = useTranslation('map')
  const { t: status } = useTranslation('partnerships')
  return (
    <Chips size="small" aria-label={t('statuses_shown')}>
      {statuses.map((state) => (
        <Chips.Toggle
          key={state}
          checkmark={false}
          selected={shown.has(state)}
          onClick={() => onToggle(state)}
        >
          {
            (
              <span className="legend-line">
                <svg width="28" height="8" aria-hidden="true">
                  <path className="arc" data-status={state} d="M1,4H27" strokeWidth="2.5" />
                </svg>
                {status(`statuses.${state}`)}
              </span>
            ) as never
          }
        </Chips.Toggle>
      ))}
    </Chips>
  )
}
