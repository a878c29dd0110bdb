import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { changeMembershipMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { MembershipOut, MembershipUpdate, PersonOut } from '../../api/registry/types.gen'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

interface ChangeMembershipProps {
  person: PersonOut
  membership: MembershipOut
  close: () => void
}

/** As what, since when and until when somebody works there. */
export function ChangeMembership({ person, membership, close }: ChangeMembershipProps) {
  const { t } = useTranslation('people')
  const changed = usePersonChanged()
  const named = { name: person.display_name, organisation: membership.organisation.name }
  const change = useMutation({
    ...changeMembershipMutation(),
    onSuccess: async () => {
      await changed(person.id)
      showSuccess(t('membership_saved', named))
      close()
    },
  })
  const { title, joined_on, left_on } = membership
  const form = useForm<MembershipUpdate>({ defaultValues: { title, joined_on, left_on } })
  const path = { account_id: person.id, membership_id: membership.id }
  const headers = { 'if-match': `"${membership.version}"` }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('membership_title', named)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm
            form={form}
            guard={false}
            submit={t('save')}
            onSubmit={(body) => change.mutateAsync({ path, headers, body })}
            onCancel={close}
          >
            <TextInput name="title" label={t('title_there')} description={t('title_there_hint')} optional />
            <div className="form__row">
              <DateInput name="joined_on" label={t('joined')} />
              <DateInput name="left_on" label={t('left')} description={t('last_day_hint')} />
            </div>
            <p className="flush subtle">{t('membership_roles', named)}</p>
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
