import { zodResolver } from '@hookform/resolvers/zod'
import { Checkbox, Select } from '@navikt/ds-react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { askForValues } from '../../../api/indicators/sdk.gen'
import type { ContributionLinkCreate, FrameworkOut } from '../../../api/indicators/types.gen'
import { zContributionLinkCreate } from '../../../api/indicators/zod.gen'
import { useLanguage } from '../../../i18n'
import { languageNames, languages, pickText } from '../../../lib/languages'
import { ManyChoicesInput } from '../../../ui/form/choice-inputs'
import { DateInput } from '../../../ui/form/date-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput, TextAreaInput, TextInput } from '../../../ui/form/fields'
import { useGraph } from '../framework/graph-query'
import type { Told } from './ask-dialog'

type Values = Omit<ContributionLinkCreate, 'starts_on' | 'ends_on'> & {
  starts_on: string | null
  ends_on: string | null
}

interface AskFormProps {
  framework: FrameworkOut
  onTold: Told
  onClose: () => void
}

/** Whom to ask, and for what. */
export function AskForm({ framework, onTold, onClose }: AskFormProps) {
  const { t } = useTranslation('contribute')
  const language = useLanguage()
  const places = useGraph(framework.project.id)?.places.filter(({ archived }) => !archived) ?? []
  const form = useForm<Values, unknown, ContributionLinkCreate>({
    defaultValues: {
      ...{ name: '', email: '', language, message: null, starts_on: null, ends_on: null },
      ...{ indicator_ids: [], place_id: null, shows_targets: true, valid_days: 30, mail: true },
    },
    resolver: zodResolver(zContributionLinkCreate) as never,
  })
  const save = async (body: ContributionLinkCreate) => {
    const path = { project_id: framework.project.id }
    const { data } = await askForValues({ path, body, throwOnError: true })
    await onTold(t('ask.done.made', { name: body.name }), data)
  }
  const options = framework.results.flatMap(({ indicators, original_language }) =>
    indicators
      .filter(({ kind, archived }) => kind !== 'formula' && !archived)
      .map(({ id, title }) => ({
        value: id,
        label: pickText(title, language, original_language)?.text ?? id,
      })),
  )
  return (
    <section className="stack-small" aria-label={t('ask.new')}>
      <ErrorSummaryForm form={form} submit={t('ask.send')} onSubmit={save} onCancel={onClose} guard={false}>
        <TextInput name="name" label={t('ask.name')} autoComplete="off" />
        <TextInput name="email" type="email" label={t('ask.email')} autoComplete="off" />
        <SelectInput name="language" label={t('ask.language')}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </SelectInput>
        <p className="flush subtle">{t('ask.period_hint')}</p>
        <div className="form__row">
          <DateInput name="starts_on" label={t('ask.first')} />
          <DateInput name="ends_on" label={t('ask.last')} />
        </div>
        <ManyChoicesInput
          name="indicator_ids"
          label={t('ask.which')}
          description={t('ask.which_hint')}
          options={options}
        />
        {places.length > 0 && (
          <SelectInput name="place_id" optional label={t('ask.place')}>
            <option value="">{t('ask.no_place')}</option>
            {places.map(({ id, name }) => (
              <option key={id} value={id}>
                {pickText(name, language)?.text}
              </option>
            ))}
          </SelectInput>
        )}
        <TextAreaInput name="message" optional label={t('ask.message')} minRows={2} />
        <Days />
        <Tick name="shows_targets" label={t('ask.targets')} />
        <Tick name="mail" label={t('ask.mail')} />
      </ErrorSummaryForm>
    </section>
  )
}

const SPANS = [7, 14, 30, 60, 90]

function Days() {
  const { t } = useTranslation('contribute')
  return (
    <Controller
      name="valid_days"
      render={({ field: { value, onChange, ref } }) => (
        <Select
          size="small"
          ref={ref}
          label={t('ask.days')}
          value={value}
          onChange={(event) => onChange(Number(event.target.value))}
        >
          {SPANS.map((days) => (
            <option key={days} value={days}>
              {days}
            </option>
          ))}
        </Select>
      )}
    />
  )
}

function Tick({ name, label }: { name: 'shows_targets' | 'mail'; label: string }) {
  return (
    <Controller
      name={name}
      render={({ field: { value, onChange, ref } }) => (
        <Checkbox
          size="small"
          ref={ref}
          checked={Boolean(value)}
          onChange={(event) => onChange(event.target.checked)}
        >
          {label}
        </Checkbox>
      )}
    />
  )
}
