import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { liftPeriodLock } from '../../../api/indicators/sdk.gen'
import type { FrameworkOut, LockOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { dat } from '../../../lib/format'
import { usePeriod } from '../../../lib/period'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { ExceptionForm } from './exception-form'
import { Exceptions } from './exceptions'
import type { Changed } from './locks-dialog'

interface LockItemProps {
  lock: LockOut
  framework: FrameworkOut
  onChanged: Changed
}

/** One lock: which days, of what, by whom, why, and for whom it does not hold. */
export function LockItem({ lock, framework, onChanged }: LockItemProps) {
  const { t } = useTranslation('locks')
  const language = useLanguage()
  // A lock of the programme is shown in its projects, and lifted by who may in the programme.
  const mayChange = useMayOn('entry.review', lock.what, lock.owner_id)
  const days = usePeriod()(lock.starts_on, lock.ends_on)
  const day = dat(language, lock.locked_at.slice(0, 10))
  const [asked, setAsked] = useState<'lift' | 'except'>()
  const close = () => setAsked(undefined)
  const lift = async () => {
    try {
      const headers = { 'if-match': `"${lock.version}"` }
      await liftPeriodLock({ path: { lock_id: lock.id }, headers, throwOnError: true })
    } catch (error) {
      // Somebody else changed it meanwhile: that is shown.
      await onChanged()
      throw error
    }
    await onChanged(t('done.lifted'))
  }
  return (
    <li className="locks__lock">
      <h2 className="locks__title">{days}</h2>
      <p className="flush">{lock.reason}</p>
      <p className="flush subtle">
        {t(`of.${lock.what}`)}
        {' · '}
        {lock.locked_by ? t('by', { name: lock.locked_by.display_name, day }) : t('since', { day })}
      </p>
      {!lock.holds_for_me && <p className="flush">{t('not_for_me')}</p>}
      <Exceptions lock={lock} mayChange={mayChange} onChanged={onChanged} />
      {mayChange && asked === 'except' && (
        <ExceptionForm lock={lock} framework={framework} onChanged={onChanged} onClose={close} />
      )}
      {mayChange && asked !== 'except' && (
        <div className="locks__buttons">
          <Action label={t('except')} days={days} onClick={() => setAsked('except')} />
          <Action label={t('lift')} days={days} onClick={() => setAsked('lift')} />
        </div>
      )}
      <ConfirmDialog
        open={asked === 'lift'}
        onClose={close}
        title={t('lift_title')}
        confirm={t('lift')}
        onConfirm={lift}
        danger
      >
        <p className="flush">{t('lift_text', { days })}</p>
      </ConfirmDialog>
    </li>
  )
}

function Action({ label, days, onClick }: { label: string; days: string; onClick: () => void }) {
  return (
    <Button size="small" variant="secondary" data-color="neutral" onClick={onClick}>
      {label}
      <span className="sr-only"> {days}</span>
    </Button>
  )
}
