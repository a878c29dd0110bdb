import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  joinOrganisationMutation,
  leaveOrganisationMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { MembershipCreate, MembershipEnd, MembershipOut, PersonOut } from '../../api/registry/types.gen'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

interface DialogProps {
  person: PersonOut
  close: () => void
}

export function JoinDialog({ person, close }: DialogProps) {
  const { t } = useTranslation('people')
  const changed = usePersonChanged()
  const join = useMutation({
    ...joinOrganisationMutation(),
    onSuccess: async ({ organisation }) => {
      await changed(person.id)
      showSuccess(t('joined_now', { name: person.display_name, organisation: organisation.name }))
      close()
    },
  })
  const form = useForm<MembershipCreate>({
    defaultValues: { organisation_id: '', title: null, joined_on: null },
  })
  return (
    <Framed title={t('join_title', { name: person.display_name })} close={close}>
      <ErrorSummaryForm
        form={form}
        guard={false}
        submit={t('join')}
        onSubmit={(body) => join.mutateAsync({ path: { account_id: person.id }, body })}
        onCancel={close}
      >
        <AsyncChoiceInput
          name="organisation_id"
          label={t('organisation')}
          searchKey="organisations"
          load={searchOrganisations}
        />
        <TextInput name="title" label={t('title_there')} description={t('title_there_hint')} optional />
        <DateInput name="joined_on" label={t('joined')} description={t('first_day_hint')} />
      </ErrorSummaryForm>
    </Framed>
  )
}

export function LeaveDialog({ person, membership, close }: DialogProps & { membership: MembershipOut }) {
  const { t } = useTranslation('people')
  const changed = usePersonChanged()
  const named = { name: person.display_name, organisation: membership.organisation.name }
  const leave = useMutation({
    ...leaveOrganisationMutation(),
    onSuccess: async () => {
      await changed(person.id)
      showSuccess(t('left_now', named))
      close()
    },
  })
  const form = useForm<MembershipEnd>({
    defaultValues: { left_on: membership.left_on ?? '' },
  })
  const path = { account_id: person.id, membership_id: membership.id }
  const headers = { 'if-match': `"${membership.version}"` }
  return (
    <Framed title={t('leave_title', named)} close={close}>
      <ErrorSummaryForm
        form={form}
        guard={false}
        submit={t('leave')}
        onSubmit={(body) => leave.mutateAsync({ path, headers, body })}
        onCancel={close}
      >
        <p className="flush">{t('leave_text', named)}</p>
        <DateInput name="left_on" label={t('left')} />
      </ErrorSummaryForm>
    </Framed>
  )
}

function Framed({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{title}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>{children}</Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
