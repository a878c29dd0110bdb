import { LocalAlert } from '@navikt/ds-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderProblem } from './providers'

/** Why one is back without being signed in or linked, and what to do about it. */
export function ProviderProblemAlert({ problem }: { problem: ProviderProblem }) {
  const { t } = useTranslation('single-sign-on')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <LocalAlert
      ref={place}
      tabIndex={-1}
      status={problem === 'sign_in_cancelled' ? 'announcement' : 'error'}
      size="small"
    >
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t(`problem.${problem}`)}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>{t(`advice.${problem}`)}</LocalAlert.Content>
    </LocalAlert>
  )
}
