import { MagnifyingGlassIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckConfirmationCreate, Remarkable } from '../../../api/indicators/types.gen'
import { InlineError } from '../../../ui/inline-error'
import { ReasonField } from '../../../ui/reason-field'
import { useWho } from '../who'
import { type Counted, useCheckText } from './check-text'

type Confirming = (body: CheckConfirmationCreate) => Promise<void>

interface CheckNoteProps {
  check: Remarkable
  indicator: Counted
  /** Keeps that it is right; without it, one is only told. */
  onConfirm?: Confirming | undefined
}

/** What is worth a second look in a value, and who took it. */
export function CheckNote({ check, indicator, onConfirm }: CheckNoteProps) {
  const { t } = useTranslation('values')
  const say = useCheckText(indicator)
  const who = useWho()
  const note = useRef<HTMLDivElement>(null)
  const { confirmed } = check
  return (
    <div ref={note} className="check-note" data-confirmed={confirmed !== null} tabIndex={-1}>
      <MagnifyingGlassIcon aria-hidden />
      <div className="check-note__text">
        <span>
          <strong>{t(confirmed ? 'check.confirmed' : 'check.look')}</strong> {say(check)}
        </span>
        {confirmed && (
          <span>
            {who(confirmed.by)}: <q>{confirmed.comment}</q>
          </span>
        )}
        {!confirmed && onConfirm && (
          <Confirm check={check} confirm={onConfirm} onDone={() => note.current?.focus()} />
        )}
      </div>
    </div>
  )
}

interface ConfirmProps {
  check: Remarkable
  confirm: Confirming
  onDone: () => void
}

/** It is right all the same, and why. */
function Confirm({ check, confirm, onDone }: ConfirmProps) {
  const { t } = useTranslation('values')
  const [comment, setComment] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const said = comment.trim()
    if (said === '') return setMissing(true)
    setBusy(true)
    setError(undefined)
    try {
      const rule = check.cross_check ? { cross_check_id: check.cross_check.id } : {}
      await confirm({ finding: check.finding, ...rule, comment: said })
      // The form goes with what is read anew: the focus stays in the note.
      onDone()
    } catch (refusal) {
      setError(refusal)
    }
    setBusy(false)
  }
  return (
    <form className="check-note__form" noValidate onSubmit={(event) => void send(event)}>
      <ReasonField
        label={t('check.comment')}
        hint={t('check.comment_hint')}
        value={comment}
        error={missing && comment.trim() === '' ? t('check.comment_missing') : undefined}
        onChange={setComment}
      />
      <Button type="submit" size="small" variant="secondary" data-color="neutral" loading={busy}>
        {t('check.confirm')}
      </Button>
      {error !== undefined && <InlineError error={error} />}
    </form>
  )
}
