import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { share } from './figures'

/** How far it has come from baseline to target, in words and as a bar; or why that cannot be told. */
export function ProgressBar({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const { progress, progress_missing: missing } = indicator
  if (progress === null) {
    return (
      <p className="progress-missing" data-missing={missing}>
        {t(`missing.${missing ?? 'value'}`)}
      </p>
    )
  }
  const come = Number(progress)
  const key = come >= 1 ? 'reached' : come < 0 ? 'away' : 'on_the_way'
  return (
    <div className="progress">
      <span>{t(`progress.${key}`, { share: share(language, progress) })}</span>
      <span className="progress__track" data-state={key}>
        <svg width="100%" height="8" aria-hidden="true">
          <rect width={`${Math.min(100, Math.max(0, come * 100))}%`} height="8" rx="4" />
        </svg>
      </span>
    </div>
  )
}
