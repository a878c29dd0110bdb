import './library.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { DefinitionCreate, VersionOut } from '../../api/indicators/types.gen'
import { zDefinitionCreate } from '../../api/indicators/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import { useMayEverywhere } from '../../lib/session'
import { searchThings } from '../../lib/things'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { useChoices } from '../../ui/rule/choices-query'
import { RuleFields } from '../../ui/rule/rule-fields'
import { type RuleValues, ruleValuesOf, sentRule } from '../../ui/rule/rule-values'
import { AxesInput, TellingFields } from '../../ui/rule/telling-fields'

interface Values extends RuleValues {
  code: string
  where: 'installation' | 'programme'
  programme_id: string
  name: LocalisedText
  original_language: string
}

export interface DefinitionFormProps {
  /** What the draft begins with; without it a new definition is made. */
  version?: VersionOut
  programmeId?: string | null
  /** Of the definition that the version belongs to. */
  code?: string
  onSubmit: (body: DefinitionCreate) => Promise<unknown>
  onCancel: () => void
}

const checked = zodResolver(zDefinitionCreate)

/** What a definition says. The schema of a new one checks a version, too, which says all of it but the code. */
export function DefinitionForm({ version, programmeId, code, onSubmit, onCancel }: DefinitionFormProps) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const everywhere = useMayEverywhere('definition.write')
  const kinds = useChoices()
  const form = useForm<Values, unknown, DefinitionCreate>({
    defaultValues: {
      ...ruleValuesOf(version),
      ...(version ? {} : { cumulation: 'summed', over_time: 'sum' }),
      code: code ?? '',
      where: everywhere ? 'installation' : 'programme',
      programme_id: programmeId ?? '',
      name: version?.name ?? {},
      original_language: version?.original_language ?? language,
    },
    resolver: async (values, context, options) => {
      const { where, programme_id, code, name, original_language, ...rule } = values
      const choices = kinds.find(({ kind }) => kind === rule.kind)
      const library = where === 'programme' ? programme_id : null
      const body = { ...sentRule(rule, choices), code, name, original_language, programme_id: library }
      const result = await checked(body as never, context, options as never)
      // The service has one field for the unit; what is wrong with it is its currency.
      const { unit, ...errors } = result.errors as Record<string, unknown>
      return (unit ? { values: {}, errors: { ...errors, currency: unit } } : result) as never
    },
  })
  return (
    <ErrorSummaryForm form={form} submit={t('save_draft')} onSubmit={onSubmit} onCancel={onCancel}>
      <fieldset className="form__part">
        <legend className="form__legend">{t('part_name')}</legend>
        {version ? null : (
          <>
            <LibraryFields everywhere={everywhere} />
            <TextInput name="code" label={t('code')} description={t('code_hint')} autoComplete="off" />
          </>
        )}
        <LocalisedInput name="name" label={t('name')} />
        <OriginalLanguageInput />
      </fieldset>
      <fieldset className="form__part">
        <legend className="form__legend">{t('part_rule')}</legend>
        <RuleFields />
        <AxesInput programmeId={programmeId} />
      </fieldset>
      <fieldset className="form__part">
        <legend className="form__legend">{t('part_more')}</legend>
        <TellingFields />
      </fieldset>
    </ErrorSummaryForm>
  )
}

/** In whose library: the common one is for those who look after the whole installation. */
export function LibraryFields({ everywhere }: { everywhere: boolean }) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const where = useWatch({ name: 'where' })
  return (
    <div className="form__row">
      {everywhere && (
        <SelectInput name="where" label={t('library')}>
          <option value="installation">{t('of_installation')}</option>
          <option value="programme">{t('of_programme')}</option>
        </SelectInput>
      )}
      {where === 'programme' && (
        <AsyncChoiceInput
          name="programme_id"
          label={t('programme')}
          searchKey={`programmes:${language}`}
          load={searchThings('programme', language)}
        />
      )}
    </div>
  )
}
