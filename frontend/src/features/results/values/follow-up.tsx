import { BookmarkIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  clearFollowUpMutation,
  markFollowUpMutation,
} from '../../../api/indicators/@tanstack/react-query.gen'
import { useLanguage } from '../../../i18n'
import { datetime } from '../../../lib/format'
import { InlineError } from '../../../ui/inline-error'
import { ReasonField } from '../../../ui/reason-field'
import { useWho } from '../who'
import { refreshFollowUps, useFollowUp } from './follow-ups'

/** That somebody is to come back to a value, and to what; for those who record it, also to say so. */
export function FollowUp({ period, mayRecord }: { period: string; mayRecord: boolean }) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const who = useWho()
  const cache = useQueryClient()
  const marked = useFollowUp(period)
  const [open, setOpen] = useState(false)
  const clear = useMutation({
    ...clearFollowUpMutation(),
    onSettled: () => refreshFollowUps(cache),
  })
  if (!marked) {
    if (!mayRecord) return null
    return open ? (
      <MarkForm period={period} onDone={() => setOpen(false)} />
    ) : (
      <Button
        size="small"
        variant="tertiary"
        icon={<BookmarkIcon aria-hidden />}
        className="follow-up__mark"
        onClick={() => setOpen(true)}
      >
        {t('follow.mark')}
      </Button>
    )
  }
  return (
    <section className="follow-up" aria-label={t('follow.title')}>
      <h3>
        <BookmarkIcon aria-hidden /> {t('follow.title')}
      </h3>
      <p className="flush">{marked.note}</p>
      <p className="flush subtle small">
        {[who(marked.by), datetime(language, marked.at)].filter(Boolean).join(', ')}
      </p>
      {clear.error && <InlineError error={clear.error} />}
      {mayRecord && (
        <Button
          size="small"
          variant="secondary"
          loading={clear.isPending}
          onClick={() => clear.mutate({ path: { period_id: period } })}
        >
          {t('follow.done')}
        </Button>
      )}
    </section>
  )
}

function MarkForm({ period, onDone }: { period: string; onDone: () => void }) {
  const { t } = useTranslation('values')
  const cache = useQueryClient()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const mark = useMutation({
    ...markFollowUpMutation(),
    onSuccess: async () => {
      await refreshFollowUps(cache)
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (note.trim() === '') return setMissing(true)
    mark.mutate({ path: { period_id: period }, body: { note } })
  }
  return (
    <form className="entry-form" noValidate onSubmit={submit}>
      {mark.error && <InlineError error={mark.error} />}
      <ReasonField
        label={t('follow.note')}
        hint={t('follow.note_hint')}
        autoFocus
        value={note}
        error={missing && note.trim() === '' ? t('follow.missing') : undefined}
        onChange={setNote}
      />
      <Button size="small" type="submit" loading={mark.isPending}>
        {t('follow.save')}
      </Button>
    </form>
  )
}
