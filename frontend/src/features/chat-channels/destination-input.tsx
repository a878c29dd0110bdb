import { Checkbox } from '@navikt/ds-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { SelectInput, TextInput } from '../../ui/form/fields'
import type { FormValues } from './channel-form'
import { kindNames } from './words'

const kinds = ['teams', 'slack', 'mattermost', 'matrix'] as const

/** Where a channel is; of one that is there already only when it moves. */
export function DestinationInput({ channel }: { channel?: ChatChannelOut }) {
  const { t } = useTranslation('channels')
  const { control, register } = useFormContext<FormValues>()
  const moves = useWatch({ control, name: 'moves' })
  return (
    <fieldset className="form__part">
      <legend className="sr-only">{t('where')}</legend>
      {channel && (
        <>
          <p className="flush">{t('at', { kind: kindNames[channel.kind], host: channel.host })}</p>
          <Checkbox size="small" {...register('moves')}>
            {t('move')}
          </Checkbox>
        </>
      )}
      {moves && <Place />}
    </fieldset>
  )
}

function Place() {
  const { t } = useTranslation('channels')
  const { control } = useFormContext<FormValues>()
  const chosen = useWatch({ control, name: 'destination.kind' })
  const kind = kinds.find((one) => one === chosen) ?? 'teams'
  return (
    <>
      <SelectInput name="destination.kind" label={t('kind')}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {kindNames[one]}
          </option>
        ))}
      </SelectInput>
      <TextInput
        name="destination.address"
        type="url"
        inputMode="url"
        label={t('address')}
        description={
          <>
            {t(`address_hint.${kind}`)}
            {kind !== 'matrix' && <span className="block">{t('sealed')}</span>}
          </>
        }
        autoComplete="off"
        spellCheck={false}
      />
      {kind === 'matrix' && (
        <>
          <TextInput
            name="destination.room"
            label={t('room')}
            description={t('room_hint')}
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            name="destination.token"
            type="password"
            label={t('token')}
            description={t('sealed')}
            autoComplete="new-password"
          />
        </>
      )}
    </>
  )
}
