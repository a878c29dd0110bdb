import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { endRoleMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { PersonOut, RoleEnd, RoleOut } from '../../api/registry/types.gen'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { useScopeWords } from '../../ui/scope-name'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

interface EndRoleProps {
  person: PersonOut
  role: RoleOut
  close: () => void
}

export function EndRole({ person, role, close }: EndRoleProps) {
  const { t } = useTranslation(['people', 'shell'])
  const changed = usePersonChanged()
  const words = useScopeWords()
  const named = { role: t(`shell:role.${role.role}`), scope: words(role.scope), name: person.display_name }
  const end = useMutation({
    ...endRoleMutation(),
    onSuccess: async () => {
      await changed(person.id)
      showSuccess(t('people:ended_now', named))
      close()
    },
  })
  const form = useForm<RoleEnd>({ defaultValues: { valid_to: null } })
  const path = { account_id: person.id, role_id: role.id }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{t('people:end_role_title', named)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm
            form={form}
            guard={false}
            submit={t('people:end_role')}
            onSubmit={(body) => end.mutateAsync({ path, body })}
            onCancel={close}
          >
            <p className="flush">{t('people:end_role_text', named)}</p>
            <DateInput name="valid_to" label={t('people:last_day')} description={t('people:end_at_once')} />
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
