import { useTranslation } from 'react-i18next'
import type { IndicatorOut, PerformanceRow } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { useAccepted } from './accepted-figures'
import { share } from './figures'

/** How far it has come by what was accepted, in words and as a bar; or why that cannot be told. */
export function ProgressBar({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation(['results', 'performance'])
  const { row, isLoaded } = useAccepted(indicator.id)
  // The figure and its words come together; what is archived has none.
  if (!row) return <span className="subtle">{isLoaded ? '–' : '…'}</span>
  if (row.progress !== null) return <Come row={row} share={row.progress} />
  const missing = row.progress_missing ?? 'value'
  return (
    <p className="progress-missing" data-missing={missing}>
      {missing === 'direction' ? t('performance:accepted.no_direction') : t(`missing.${missing}`)}
    </p>
  )
}

function Come({ row, share: progress }: { row: PerformanceRow; share: string }) {
  const { t } = useTranslation(['results', 'performance'])
  const language = useLanguage()
  const come = Number(progress)
  const key = come >= 1 ? 'reached' : come < 0 ? 'away' : 'on_the_way'
  const told = { share: share(language, progress) }
  const way = {
    band: t(come >= 1 ? 'performance:accepted.within' : 'performance:accepted.outside'),
    zero: t('performance:accepted.of_target', told),
    kept: t(come >= 1 ? 'performance:accepted.kept' : 'performance:accepted.not_kept'),
    baseline: t(`progress.${key}`, told),
  }
  return (
    <div className="progress">
      <span>{way[row.progress_basis ?? 'baseline']}</span>
      <span className="progress__track" data-state={key}>
        <svg width="100%" height="8" aria-hidden="true">
          <rect width={`${Math.min(100, Math.max(0, come * 100))}%`} height="8" rx="4" />
        </svg>
      </span>
      {row.baseline.value === null && row.progress_basis === 'zero' && (
        <span className="progress-missing" data-missing="baseline">
          {t('missing.baseline')}
        </span>
      )}
    </div>
  )
}
