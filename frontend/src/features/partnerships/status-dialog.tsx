import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { changePartnershipStatusMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { PartnershipOut, PartnershipStatusChange } from '../../api/registry/types.gen'
import { zPartnershipStatusChange } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { showSuccess } from '../../ui/toast'
import { states } from './kinds'
import { usePartnershipChanged } from './queries'
import { type StatusValues, withoutEmptyReason } from './status-values'

const checked = zodResolver(zPartnershipStatusChange)

interface StatusDialogProps {
  partnership: PartnershipOut
  close: () => void
}

/** Says how the partnership stands from a day on; earlier entries stay as they are. */
export function StatusDialog({ partnership, close }: StatusDialogProps) {
  const { t } = useTranslation('partnerships')
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{`${t('change_status')}: ${partnership.name}`}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <StatusForm partnership={partnership} close={close} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

export function StatusForm({ partnership, close }: StatusDialogProps) {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  const changed = usePartnershipChanged()
  const change = useMutation({
    ...changePartnershipStatusMutation(),
    onSuccess: async (now, { body }) => {
      await changed(now)
      showSuccess(
        t('status_changed_now', {
          name: now.name,
          status: t(`statuses.${body.status}`),
          day: dat(language, body.valid_from),
        }),
      )
      close()
    },
  })
  const form = useForm<StatusValues, unknown, PartnershipStatusChange>({
    defaultValues: {
      status: states.find((state) => state !== partnership.status?.status) ?? 'active',
      valid_from: null,
      reason: {},
    },
    resolver: (values, context, options) =>
      checked(withoutEmptyReason(values) as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm
      form={form}
      guard={false}
      submit={t('save')}
      onSubmit={(body) => change.mutateAsync({ path: { partnership_id: partnership.id }, body })}
      onCancel={close}
    >
      <SelectInput name="status" label={t('new_status')}>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`statuses.${state}`)}
          </option>
        ))}
      </SelectInput>
      <DateInput name="valid_from" label={t('valid_from')} description={t('valid_from_hint')} />
      <LocalisedInput name="reason" label={t('reason')} description={t('reason_hint')} multiline />
    </ErrorSummaryForm>
  )
}
