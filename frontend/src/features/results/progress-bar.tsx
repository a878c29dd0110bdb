import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { useAccepted } from './accepted-figures'
import { share } from './figures'

/** How far it has come from baseline to target, in words and as a bar; or why that cannot be told. */
export function ProgressBar({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation(['results', 'performance'])
  const language = useLanguage()
  const { progress, isAccepted, isLoaded } = useProgress(indicator)
  if (progress === null) {
    const missing = indicator.progress_missing
    // Where neither more nor less is better, there is no way to go.
    const undirected = missing === null && indicator.direction === 'none'
    if (undirected && !isLoaded) return null
    return (
      <p className="progress-missing" data-missing={missing}>
        {undirected ? t('performance:accepted.no_direction') : t(`missing.${missing ?? 'value'}`)}
      </p>
    )
  }
  const come = Number(progress)
  const key = come >= 1 ? 'reached' : come < 0 ? 'away' : 'on_the_way'
  return (
    <div className="progress">
      <span>
        {indicator.direction === 'range'
          ? t(come >= 1 ? 'performance:accepted.within' : 'performance:accepted.outside')
          : t(`progress.${key}`, { share: share(language, progress) })}
      </span>
      <span className="progress__track" data-state={key}>
        <svg width="100%" height="8" aria-hidden="true">
          <rect width={`${Math.min(100, Math.max(0, come * 100))}%`} height="8" rx="4" />
        </svg>
      </span>
      {isLoaded && !isAccepted && (
        <span className="indicator__note">{t('performance:accepted.not_accepted')}</span>
      )}
    </div>
  )
}

interface Progress {
  progress: string | null
  isAccepted: boolean
  isLoaded: boolean
}

/** The official one; before anything was accepted, that of the newest value where that says it. */
function useProgress(indicator: IndicatorOut): Progress {
  const { row, isLoaded } = useAccepted(indicator.id)
  const { kind, cumulation, progress_missing: missing } = indicator
  if (missing === 'baseline' || missing === 'target') return { progress: null, isAccepted: false, isLoaded }
  if (row && row.life.value !== null) return { progress: row.progress, isAccepted: true, isLoaded }
  const isOwn = kind !== 'formula' && cumulation !== 'summed'
  return { progress: isOwn ? indicator.progress : null, isAccepted: false, isLoaded }
}
