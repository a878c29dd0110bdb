import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChatChannelBody, ChatChannelOut } from '../../api/notifications/types.gen'
import { zChatChannelBody, zChatChannelChange } from '../../api/notifications/zod.gen'
import { useLanguage } from '../../i18n'
import { languageNames, languages } from '../../lib/languages'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { ChannelTopicsInput } from './channel-topics-input'
import { DestinationInput } from './destination-input'

export interface FormValues {
  name: string
  language: string
  topics: string[]
  /** Whether it is somewhere else from now on; a new one always is. */
  moves: boolean
  destination: { kind: string; address: string; room: string; token: string }
}

/** Without a destination, a channel stays where it is. */
export type ChannelWanted = Omit<ChatChannelBody, 'destination'> & {
  destination: ChatChannelBody['destination'] | null
}

export interface ChannelFormProps {
  /** What is changed; without it a new one is added. */
  channel?: ChatChannelOut
  onSubmit: (values: ChannelWanted) => Promise<unknown>
  onCancel: () => void
}

const checkedNew = zodResolver(zChatChannelBody)
const checkedChange = zodResolver(zChatChannelChange)

/** What belongs to the chosen kind alone. */
function wanted({ moves, destination, ...rest }: FormValues) {
  const { kind, address, room, token } = destination
  const to = kind === 'matrix' ? { kind, address, room, token } : { kind, address }
  return { ...rest, destination: moves ? to : null }
}

export function ChannelForm({ channel, onSubmit, onCancel }: ChannelFormProps) {
  const { t } = useTranslation('channels')
  const language = useLanguage()
  const form = useForm<FormValues, unknown, ChannelWanted>({
    defaultValues: {
      name: channel?.name ?? '',
      language: channel?.language ?? language,
      topics: [...(channel?.topics ?? [])],
      moves: !channel,
      destination: { kind: channel?.kind ?? 'teams', address: '', room: '', token: '' },
    },
    resolver: (values, context, options) =>
      (channel ? checkedChange : checkedNew)(wanted(values) as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm
      form={form}
      submit={channel ? t('keep') : t('add')}
      onSubmit={onSubmit}
      onCancel={onCancel}
    >
      <TextInput name="name" label={t('name')} description={t('name_hint')} autoComplete="off" />
      <DestinationInput {...(channel && { channel })} />
      <SelectInput name="language" label={t('language')} description={t('language_hint')}>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </SelectInput>
      <ChannelTopicsInput />
    </ErrorSummaryForm>
  )
}
