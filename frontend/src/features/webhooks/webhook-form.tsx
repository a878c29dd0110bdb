import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { WebhookBody, WebhookOut } from '../../api/notifications/types.gen'
import { zWebhookBody } from '../../api/notifications/zod.gen'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { usePickText } from '../../ui/localised-view'
import { EventTypesInput } from './event-types-input'

interface FormValues {
  name: string
  url: string
  /** Empty for all. */
  programme_id: string
  event_types: string[]
}

export interface WebhookFormProps {
  /** What is changed; without it a new one is made. */
  webhook?: WebhookOut
  onSubmit: (values: WebhookBody) => Promise<unknown>
  onCancel: () => void
}

const checked = zodResolver(zWebhookBody)

export function WebhookForm({ webhook, onSubmit, onCancel }: WebhookFormProps) {
  const { t } = useTranslation('webhooks')
  const form = useForm<FormValues, unknown, WebhookBody>({
    defaultValues: {
      name: webhook?.name ?? '',
      url: webhook?.url ?? '',
      programme_id: webhook?.programme_id ?? '',
      event_types: [...(webhook?.event_types ?? [])],
    },
    resolver: (values, context, options) =>
      checked(
        { ...values, programme_id: values.programme_id || null } as never,
        context,
        options as never,
      ) as never,
  })
  return (
    <ErrorSummaryForm
      form={form}
      submit={webhook ? t('keep') : t('make')}
      onSubmit={onSubmit}
      onCancel={onCancel}
    >
      <TextInput name="name" label={t('name')} description={t('name_hint')} autoComplete="off" />
      <TextInput
        name="url"
        type="url"
        inputMode="url"
        label={t('url')}
        description={t('url_hint')}
        autoComplete="off"
        spellCheck={false}
      />
      <ProgrammeInput />
      <EventTypesInput name="event_types" />
    </ErrorSummaryForm>
  )
}

function ProgrammeInput() {
  const { t } = useTranslation('webhooks')
  const pick = usePickText()
  const { data } = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  return (
    <SelectInput
      // The browser forgets the choice while there are no options: it is made again when they come.
      key={data ? 'there' : 'coming'}
      name="programme_id"
      label={t('programme')}
      description={t('programme_hint')}
    >
      <option value="">{t('all_programmes')}</option>
      {data?.items.map(({ id, code, title, original_language }) => (
        <option key={id} value={id}>
          {code} {pick(title, original_language)}
        </option>
      ))}
    </SelectInput>
  )
}
