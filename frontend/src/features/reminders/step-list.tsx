import { XMarkIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../api/notifications/types.gen'

export interface StepListProps {
  steps: readonly Step[]
  onRemove?: (step: Step) => void
}

/** The steps in words, in the order in which they come. */
export function StepList({ steps, onRemove }: StepListProps) {
  const { t } = useTranslation('reminders')
  const list = useRef<HTMLUListElement>(null)
  const words = ({ days, to }: Step) => {
    const when = days < 0 ? 'before' : days > 0 ? 'after' : 'on'
    return `${t(`when.${when}`, { count: Math.abs(days) })}: ${t(`to.${to}`)}`
  }
  if (steps.length === 0 && !onRemove) return <p className="flush">{t('none')}</p>
  return (
    // The button that is pressed goes: the focus stays in the list.
    <ul ref={list} tabIndex={-1} className="reminder-steps" aria-label={t('steps')}>
      {steps.length === 0 && <li>{t('none')}</li>}
      {steps.map((step) => (
        <li key={`${step.days} ${step.to}`}>
          <span>{words(step)}</span>
          {onRemove && (
            <Button
              type="button"
              size="xsmall"
              variant="tertiary"
              data-color="neutral"
              icon={<XMarkIcon title={t('remove', { step: words(step) })} />}
              onClick={() => {
                list.current?.focus()
                onRemove(step)
              }}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
