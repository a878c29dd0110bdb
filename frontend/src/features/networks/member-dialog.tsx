import { Button, Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  addNetworkMemberMutation,
  changeNetworkMemberMutation,
  removeNetworkMemberMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { NetworkMemberIn, NetworkMemberOut, NetworkOut } from '../../api/registry/types.gen'
import { searchOrganisations } from '../../lib/organisations'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { useNetworkChanged } from './queries'

interface MemberDialogProps {
  network: NetworkOut
  /** Whose days are changed; without it somebody joins. */
  member: NetworkMemberOut | undefined
  close: () => void
}

export function MemberDialog({ network, member, close }: MemberDialogProps) {
  const { t } = useTranslation('networks')
  const name = usePickText()(network.name, network.original_language)
  const organisation = member?.organisation.name ?? ''
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>
            {member ? t('member_title', { organisation, name }) : t('join_title', { name })}
          </Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {member ? (
            <>
              <Days network={network} member={member} close={close} />
              <Remove network={network} member={member} close={close} />
            </>
          ) : (
            <Join network={network} close={close} />
          )}
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

function Join({ network, close }: Omit<MemberDialogProps, 'member'>) {
  const { t } = useTranslation('networks')
  const pick = usePickText()
  const changed = useNetworkChanged()
  const join = useMutation({
    ...addNetworkMemberMutation(),
    onSuccess: async (now, { body }) => {
      await changed(now)
      const joined = now.members.find(({ organisation }) => organisation.id === body.organisation_id)
      const name = pick(now.name, now.original_language)
      showSuccess(t('joined_now', { organisation: joined?.organisation.name, name }))
      close()
    },
  })
  const form = useForm<NetworkMemberIn>({
    defaultValues: { organisation_id: '', joined_on: null, left_on: null },
  })
  return (
    <ErrorSummaryForm
      form={form}
      guard={false}
      submit={t('join')}
      onSubmit={(body) => join.mutateAsync({ path: { network_id: network.id }, body })}
      onCancel={close}
    >
      <AsyncChoiceInput
        name="organisation_id"
        label={t('member')}
        searchKey="organisations"
        load={searchOrganisations}
      />
      <div className="form__row">
        <DateInput name="joined_on" label={t('joined')} description={t('joined_hint')} />
        <DateInput name="left_on" label={t('left')} description={t('left_hint')} />
      </div>
    </ErrorSummaryForm>
  )
}

interface OfMember extends MemberDialogProps {
  member: NetworkMemberOut
}

function Days({ network, member, close }: OfMember) {
  const { t } = useTranslation('networks')
  const changed = useNetworkChanged()
  const change = useMutation({
    ...changeNetworkMemberMutation(),
    onSuccess: async (now) => {
      await changed(now)
      showSuccess(t('member_saved', { organisation: member.organisation.name }))
      close()
    },
  })
  const form = useForm<{ joined_on: string; left_on: string | null }>({
    defaultValues: { joined_on: member.joined_on, left_on: member.left_on },
  })
  const path = { network_id: network.id, member_id: member.id }
  const headers = { 'if-match': `"${network.version}"` }
  return (
    <ErrorSummaryForm
      form={form}
      guard={false}
      submit={t('save')}
      onSubmit={(body) => change.mutateAsync({ path, headers, body })}
      onCancel={close}
    >
      <div className="form__row">
        <DateInput name="joined_on" label={t('joined')} />
        <DateInput name="left_on" label={t('left')} description={t('left_hint')} />
      </div>
    </ErrorSummaryForm>
  )
}

function Remove({ network, member, close }: OfMember) {
  const { t } = useTranslation('networks')
  const [asked, setAsked] = useState(false)
  const changed = useNetworkChanged()
  const organisation = member.organisation.name
  const remove = useMutation({
    ...removeNetworkMemberMutation(),
    onSuccess: async (now) => {
      await changed(now)
      showSuccess(t('removed_now', { organisation }))
      close()
    },
  })
  return (
    <>
      <Button size="small" variant="tertiary" data-color="danger" onClick={() => setAsked(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('remove_title', { organisation })}
        confirm={t('remove')}
        danger
        onConfirm={() =>
          remove.mutateAsync({
            path: { network_id: network.id, member_id: member.id },
            headers: { 'if-match': `"${network.version}"` },
          })
        }
      >
        {t('remove_text')}
      </ConfirmDialog>
    </>
  )
}
