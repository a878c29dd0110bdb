import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeCrossCheck } from '../../../api/indicators/sdk.gen'
import type { CrossCheckOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { pickText } from '../../../lib/languages'
import { mayChange } from '../../../lib/results'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { CrossCheckForm } from './cross-check-form'
import type { Changed } from './cross-checks-dialog'
import { definitionName } from './queries'

interface CrossCheckItemProps {
  check: CrossCheckOut
  /** Of which project or programme the page is. */
  here: string
  onChanged: Changed
}

/** One rule: what is held against what, and what whoever breaks it is told. */
export function CrossCheckItem({ check, here, onChanged }: CrossCheckItemProps) {
  const { t } = useTranslation('rules')
  const language = useLanguage()
  // A rule of the programme is shown in its projects, and changed where it was laid down.
  const may = useMayOn(mayChange[check.what], check.what, check.owner_id) && check.owner_id === here
  const [asked, setAsked] = useState<'change' | 'remove'>()
  const close = () => setAsked(undefined)
  const [first, ...others] = check.definitions.map((one) => definitionName(language, one))
  const rule = t(`cross.told.${check.comparison}`, { first, others: others.join(' + ') })
  const message = pickText(check.message, language, check.original_language)
  const remove = async () => {
    try {
      const headers = { 'if-match': `"${check.version}"` }
      await removeCrossCheck({ path: { cross_check_id: check.id }, headers, throwOnError: true })
    } catch (error) {
      // Somebody else changed it meanwhile: that is shown.
      await onChanged()
      throw error
    }
    await onChanged(t('cross.done.removed'))
  }
  if (asked === 'change') {
    return (
      <li className="cross-checks__rule">
        <CrossCheckForm ownerId={here} check={check} onChanged={onChanged} onClose={close} />
      </li>
    )
  }
  return (
    <li className="cross-checks__rule">
      <h2 className="cross-checks__title">{rule}</h2>
      <p className="flush" lang={message?.lang}>
        {message?.text}
      </p>
      <p className="flush small subtle">{t(`cross.of.${check.what}`)}</p>
      {may && (
        <div className="cross-checks__buttons">
          <Action label={t('cross.change')} rule={rule} onClick={() => setAsked('change')} />
          <Action label={t('cross.remove')} rule={rule} onClick={() => setAsked('remove')} />
        </div>
      )}
      <ConfirmDialog
        open={asked === 'remove'}
        onClose={close}
        title={t('cross.remove_title')}
        confirm={t('cross.remove')}
        onConfirm={remove}
        danger
      >
        <p className="flush">{t('cross.remove_text', { rule })}</p>
      </ConfirmDialog>
    </li>
  )
}

function Action({ label, rule, onClick }: { label: string; rule: string; onClick: () => void }) {
  return (
    <Button size="small" variant="secondary" data-color="neutral" onClick={onClick}>
      {label}
      <span className="sr-only"> {rule}</span>
    </Button>
  )
}
