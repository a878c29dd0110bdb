import './announcements.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AnnouncementBody, AnnouncementOut } from '../../api/notifications/types.gen'
import { zAnnouncementBody } from '../../api/notifications/zod.gen'
import { listNetworksOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import type { LocalisedText } from '../../lib/languages'
import { roles } from '../../lib/roles'
import { ManyChoicesInput } from '../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { usePickText } from '../../ui/localised-view'

const groups = ['network', 'projects', 'roles'] as const
type Group = (typeof groups)[number]

interface FormValues {
  audience: { group: Group; network_id: string; country_code: string; roles: string[] }
  title: LocalisedText
  text: LocalisedText
  original_language: string
}

export interface AnnouncementFormProps {
  programmeId: string
  /** What is changed; without it a new one is written. */
  draft?: AnnouncementOut
  onSubmit: (values: AnnouncementBody) => Promise<unknown>
  onCancel: () => void
}

const valuesOf = (draft: AnnouncementOut | undefined, language: string): FormValues => {
  const to = draft?.audience
  return {
    audience: {
      group: to?.group ?? 'roles',
      network_id: to?.group === 'network' ? to.network_id : '',
      country_code: (to?.group === 'projects' && to.country_code) || '',
      roles: to?.group === 'roles' ? [...(to.roles ?? [])] : [],
    },
    title: draft?.title ?? {},
    text: draft?.text ?? {},
    original_language: draft?.original_language ?? language,
  }
}

/** What belongs to the chosen group alone. */
function chosen({ group, network_id, country_code, roles: held }: FormValues['audience']) {
  if (group === 'network') return { group, network_id }
  if (group === 'projects') return { group, country_code: country_code || null }
  return { group, roles: held }
}

const checked = zodResolver(zAnnouncementBody)

/** To whom, and what. It is kept as a draft: who gets it is seen before it is sent. */
export function AnnouncementForm({ programmeId, draft, onSubmit, onCancel }: AnnouncementFormProps) {
  const { t } = useTranslation('announcements')
  const language = useLanguage()
  const form = useForm<FormValues, unknown, AnnouncementBody>({
    defaultValues: valuesOf(draft, language),
    resolver: (values, context, options) =>
      checked({ ...values, audience: chosen(values.audience) } as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm form={form} submit={t('save')} onSubmit={onSubmit} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="sr-only">{t('to')}</legend>
        <SelectInput name="audience.group" label={t('to')}>
          {groups.map((group) => (
            <option key={group} value={group}>
              {t(`group.${group}`)}
            </option>
          ))}
        </SelectInput>
        <GroupInput programmeId={programmeId} />
      </fieldset>
      <fieldset className="form__part">
        <legend className="sr-only">{t('words')}</legend>
        <p className="flush small subtle">{t('languages_hint')}</p>
        <LocalisedInput name="title" label={t('name')} />
        <LocalisedInput name="text" label={t('text')} description={t('text_hint')} multiline />
        <OriginalLanguageInput />
      </fieldset>
    </ErrorSummaryForm>
  )
}

/** What narrows the chosen group. */
function GroupInput({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation(['announcements', 'shell'])
  const { control } = useFormContext<FormValues>()
  const group = useWatch({ control, name: 'audience.group' })
  if (group === 'network') return <NetworkInput programmeId={programmeId} />
  if (group === 'projects') return <CountryInput />
  return (
    <ManyChoicesInput
      name="audience.roles"
      label={t('announcements:roles')}
      description={t('announcements:roles_hint')}
      options={roles.map((role) => ({ value: role, label: t(`shell:role.${role}`) }))}
    />
  )
}

function NetworkInput({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation('announcements')
  const pick = usePickText()
  const { data } = useQuery(listNetworksOptions({ query: { programme: programmeId, limit: 200 } }))
  return (
    <SelectInput
      // The browser forgets the choice while there are no options: it is made again when they come.
      key={data ? 'there' : 'coming'}
      name="audience.network_id"
      label={t('network')}
    >
      <option value="">{t('choose_network')}</option>
      {data?.items.map(({ id, code, name, original_language }) => (
        <option key={id} value={id}>
          {code} {pick(name, original_language)}
        </option>
      ))}
    </SelectInput>
  )
}

function CountryInput() {
  const { t } = useTranslation('announcements')
  const { choices } = useCountries()
  return (
    <SelectInput key={choices.length} name="audience.country_code" label={t('country')}>
      <option value="">{t('everywhere')}</option>
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </SelectInput>
  )
}
