import './results.css'
import { Skeleton } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

/** In the shape of what comes, so that nothing jumps. */
export function ResultsWaiting() {
  const { t } = useTranslation()
  return (
    <div className="results" role="status" aria-label={t('loading')}>
      {[1, 2].map((key) => (
        <div key={key} className="panel result">
          <Skeleton variant="text" width="40%" height="2rem" />
          <Skeleton variant="rounded" height="8rem" />
        </div>
      ))}
    </div>
  )
}
