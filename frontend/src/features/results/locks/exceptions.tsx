import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { endLockException } from '../../../api/indicators/sdk.gen'
import type { LockExceptionOut, LockOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { showError } from '../../../ui/toast'
import type { Changed } from './locks-dialog'

/** For whom and for what the lock does not hold, and until when. */
export function Exceptions({ lock, mayChange, onChanged }: Omit<ExceptionProps, 'exception'>) {
  const { t } = useTranslation('locks')
  if (lock.exceptions.length === 0) return null
  return (
    <section aria-label={t('exceptions')}>
      <h3 className="locks__subtitle">{t('exceptions')}</h3>
      <ul className="locks__exceptions">
        {lock.exceptions.map((one) => (
          <Exception key={one.id} lock={lock} exception={one} mayChange={mayChange} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  )
}

interface ExceptionProps {
  lock: LockOut
  exception: LockExceptionOut
  mayChange: boolean
  onChanged: Changed
}

function Exception({ lock, exception, mayChange, onChanged }: ExceptionProps) {
  const { t } = useTranslation('locks')
  const language = useLanguage()
  const title = exception.indicator_title && pickText(exception.indicator_title, language)
  const whom = [exception.person?.display_name, title?.text].filter(Boolean).join(' · ')
  const day = dat(language, exception.until)
  const isOver = exception.until < new Date().toISOString().slice(0, 10)
  const end = useMutation({
    mutationFn: () =>
      endLockException({
        path: { lock_id: lock.id, exception_id: exception.id },
        headers: { 'if-match': `"${lock.version}"` },
        throwOnError: true,
      }),
    onSuccess: () => onChanged(t('done.ended')),
    onError: (error) => {
      showError(error)
      return onChanged()
    },
  })
  return (
    <li>
      <span>
        {whom} <span className="subtle">{t(isOver ? 'ended' : 'until', { day })}</span>
      </span>
      {mayChange && (
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('end')}
          <span className="sr-only"> {whom}</span>
        </Button>
      )}
    </li>
  )
}
