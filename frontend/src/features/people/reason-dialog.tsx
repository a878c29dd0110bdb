import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  deactivatePersonMutation,
  reactivatePersonMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PersonOut, ReasonGiven } from '../../api/registry/types.gen'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextAreaInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

/** Ends an account or lets it be used again; why is kept with the trace. */
export function ReasonDialog({ person, close }: { person: PersonOut; close: () => void }) {
  const { t } = useTranslation('people')
  const changed = usePersonChanged()
  const named = { name: person.display_name }
  const ends = person.is_active
  const done = async () => {
    await changed(person.id)
    showSuccess(ends ? t('deactivated_now', named) : t('reactivated_now', named))
    close()
  }
  const deactivate = useMutation({ ...deactivatePersonMutation(), onSuccess: done })
  const reactivate = useMutation({ ...reactivatePersonMutation(), onSuccess: done })
  const form = useForm<ReasonGiven>({
    defaultValues: { reason: '' },
  })
  const send = (body: ReasonGiven) => {
    const asked = {
      path: { account_id: person.id },
      headers: { 'if-match': `"${person.version}"` },
      body,
    }
    return ends ? deactivate.mutateAsync(asked) : reactivate.mutateAsync(asked)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{ends ? t('deactivate_title', named) : t('reactivate_title', named)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm
            form={form}
            guard={false}
            submit={ends ? t('deactivate') : t('reactivate')}
            onSubmit={send}
            onCancel={close}
          >
            <p className="flush">{ends ? t('deactivate_text', named) : t('reactivate_text', named)}</p>
            <WhatEnds person={person} />
            <TextAreaInput name="reason" label={t('reason')} description={t('reason_hint')} />
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

/** What it means for this very person, counted. */
function WhatEnds({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const roles = person.roles.filter(({ state }) => state !== 'ended').length
  const [sessions, keys] = [person.open_sessions ?? 0, person.live_keys ?? 0]
  const lines = person.is_active
    ? [
        sessions > 0 && t('ends_sessions', { count: sessions }),
        roles > 0 && t('ends_roles', { count: roles }),
        keys > 0 && t('ends_keys', { count: keys }),
        t('ends_stays'),
      ]
    : [
        roles > 0 ? t('returns_roles', { count: roles }) : t('returns_no_roles'),
        keys > 0 && t('returns_keys', { count: keys }),
        t('returns_signed_out'),
      ]
  return <ul className="what-ends">{lines.map((line) => line && <li key={line}>{line}</li>)}</ul>
}
