import { zodResolver } from '@hookform/resolvers/zod'
import { MinusIcon, PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addCrossCheck, changeCrossCheck } from '../../../api/indicators/sdk.gen'
import type { CrossCheckCreate, CrossCheckOut } from '../../../api/indicators/types.gen'
import { zCrossCheckCreate } from '../../../api/indicators/zod.gen'
import { useLanguage } from '../../../i18n'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput } from '../../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../../ui/form/localised-input'
import type { Changed } from './cross-checks-dialog'
import { definitionLabel, searchDefinitions } from './queries'

const COMPARISONS = ['at_most', 'at_least', 'equal'] as const
/** One, and the five at most that it is held against. */
const MOST = 6

interface CrossCheckFormProps {
  ownerId: string
  /** The one that is changed; without it, a new one is laid down. */
  check?: CrossCheckOut
  onChanged: Changed
  onClose: () => void
}

/** Lays down what an indicator is to be, held against another one or the sum of some. */
export function CrossCheckForm({ ownerId, check, onChanged, onClose }: CrossCheckFormProps) {
  const { t } = useTranslation('rules')
  const language = useLanguage()
  const form = useForm<CrossCheckCreate, unknown, CrossCheckCreate>({
    defaultValues: {
      definition_ids: check?.definitions.map(({ id }) => id) ?? ['', ''],
      comparison: check?.comparison ?? 'at_most',
      message: check?.message ?? {},
      original_language: check?.original_language ?? language,
    },
    resolver: zodResolver(zCrossCheckCreate) as never,
  })
  const ids = useWatch({ control: form.control, name: 'definition_ids' })
  const save = async (body: CrossCheckCreate) => {
    try {
      if (check) {
        const headers = { 'if-match': `"${check.version}"` }
        await changeCrossCheck({ path: { cross_check_id: check.id }, headers, body, throwOnError: true })
      } else {
        await addCrossCheck({ path: { owner_id: ownerId }, body, throwOnError: true })
      }
    } catch (error) {
      // What somebody else did meanwhile is shown; another try then goes on top of it.
      await onChanged()
      throw error
    }
    await onChanged(t(check ? 'cross.done.changed' : 'cross.done.added'))
    onClose()
  }
  const picked = (place: number, label: string) => (
    <AsyncChoiceInput
      key={place}
      name={`definition_ids.${place}`}
      label={label}
      searchKey={`cross-checks:${ownerId}:${language}`}
      load={searchDefinitions(ownerId, language)}
      known={check?.definitions[place] && definitionLabel(language, check.definitions[place])}
    />
  )
  const others = ids.slice(1)
  const say = (next: string[]) => form.setValue('definition_ids', next, { shouldDirty: true })
  const title = t(check ? 'cross.change' : 'cross.add')
  return (
    <section className="stack-small" aria-label={title}>
      <h2 className="cross-checks__title">{title}</h2>
      <ErrorSummaryForm form={form} submit={t('cross.save')} onSubmit={save} onCancel={onClose} guard={false}>
        {picked(0, t('cross.first'))}
        <SelectInput name="comparison" label={t('cross.comparison')}>
          {COMPARISONS.map((one) => (
            <option key={one} value={one}>
              {t(`cross.comparisons.${one}`)}
            </option>
          ))}
        </SelectInput>
        {others.map((_, index) =>
          picked(index + 1, index === 0 ? t('cross.other') : t('cross.plus', { number: index + 1 })),
        )}
        <div className="cross-checks__buttons">
          {ids.length < MOST && (
            <Button
              type="button"
              size="small"
              variant="tertiary"
              icon={<PlusIcon aria-hidden />}
              onClick={() => say([...ids, ''])}
            >
              {t('cross.more')}
            </Button>
          )}
          {others.length > 1 && (
            <Button
              type="button"
              size="small"
              variant="tertiary"
              icon={<MinusIcon aria-hidden />}
              onClick={() => say(ids.slice(0, -1))}
            >
              {t('cross.less')}
            </Button>
          )}
        </div>
        <LocalisedInput name="message" label={t('cross.message')} description={t('cross.message_hint')} />
        <OriginalLanguageInput />
      </ErrorSummaryForm>
    </section>
  )
}
