import './imports.css'
import { CheckmarkIcon } from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import { type Step, steps } from './states'

/** Where one is on the way from a file to the registry. */
export function Steps({ at, finished = false }: { at: Step; finished?: boolean }) {
  const { t } = useTranslation('imports')
  const current = steps.indexOf(at)
  return (
    <ol className="import-steps noprint" aria-label={t('steps.label')}>
      {steps.map((step, index) => {
        const done = index < current || finished
        return (
          <li
            key={step}
            data-done={done || undefined}
            aria-current={index === current && !finished ? 'step' : undefined}
          >
            <span className="import-steps__mark" aria-hidden>
              {done ? <CheckmarkIcon /> : index + 1}
            </span>
            <span className="import-steps__name">{t(`steps.${step}`)}</span>
            {done && <span className="sr-only">({t('steps.done')})</span>}
          </li>
        )
      })}
    </ol>
  )
}
