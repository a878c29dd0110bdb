import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { giveRoleMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { PersonOut, RoleWanted } from '../../api/registry/types.gen'
import { asRole, type RoleValues } from '../../lib/roles'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { RoleFields } from '../../ui/form/role-fields'
import { useScopeWords } from '../../ui/scope-name'
import { showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

export function GiveRole({ person, close }: { person: PersonOut; close: () => void }) {
  const { t } = useTranslation(['people', 'shell'])
  const changed = usePersonChanged()
  const words = useScopeWords()
  const give = useMutation({
    ...giveRoleMutation(),
    onSuccess: async ({ role, scope }) => {
      await changed(person.id)
      showSuccess(
        t('people:given_now', {
          name: person.display_name,
          role: t(`shell:role.${role}`),
          scope: words(scope),
        }),
      )
      close()
    },
  })
  const form = useForm<RoleValues>({
    defaultValues: {
      role: 'contributor',
      scope_type: 'project',
      scope_id: null,
      valid_from: null,
      valid_to: null,
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('people:give_role_to', { name: person.display_name })}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm
            form={form}
            guard={false}
            submit={t('people:give_role')}
            onSubmit={(values) =>
              give.mutateAsync({ path: { account_id: person.id }, body: asRole(values) as RoleWanted })
            }
            onCancel={close}
          >
            <RoleFields begins />
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
