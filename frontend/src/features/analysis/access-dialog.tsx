import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  giveAnalysisAccessMutation,
  listAnalysisAccessQueryKey,
  listProgrammesOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { AnalysisAccessCreate } from '../../api/registry/types.gen'
import { zAnalysisAccessCreate } from '../../api/registry/zod.gen'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'

/** What a login of the database may read from now on. */
export function AccessDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('analysis')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('give')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <AccessForm onClose={onClose} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface FormValues {
  login: string
  programme_id: string
  ends_on: string | null
}

function AccessForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('analysis')
  const pick = usePickText()
  const cache = useQueryClient()
  const programmes = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  const give = useMutation({
    ...giveAnalysisAccessMutation(),
    onSuccess: () => cache.invalidateQueries({ queryKey: listAnalysisAccessQueryKey() }),
  })
  const form = useForm<FormValues, unknown, AnalysisAccessCreate>({
    defaultValues: { login: '', programme_id: '', ends_on: null },
    resolver: (values, ...more) =>
      zodResolver(zAnalysisAccessCreate)(
        { ...values, programme_id: values.programme_id || null },
        ...(more as [never, never]),
      ) as never,
  })
  const submit = async (body: AnalysisAccessCreate) => {
    await give.mutateAsync({ body })
    showSuccess(t('given', { login: body.login }))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('give')} onSubmit={submit} onCancel={onClose}>
      <TextInput name="login" label={t('login')} description={t('login_hint')} />
      <SelectInput name="programme_id" label={t('programme')}>
        <option value="">{t('all_programmes')}</option>
        {programmes.data?.items.map(({ id, code, title }) => (
          <option key={id} value={id}>{`${code} – ${pick(title)}`}</option>
        ))}
      </SelectInput>
      <DateInput name="ends_on" label={t('ends_on')} description={t('ends_on_hint')} />
    </ErrorSummaryForm>
  )
}
