import { zodResolver } from '@hookform/resolvers/zod'
import { type Resolver, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { exceptFromLock } from '../../../api/indicators/sdk.gen'
import type { FrameworkOut, LockExceptionCreate, LockOut } from '../../../api/indicators/types.gen'
import { zLockExceptionCreate } from '../../../api/indicators/zod.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { searchPeople } from '../../../lib/people'
import { useMay } from '../../../lib/session'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { DateInput } from '../../../ui/form/date-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { SelectInput } from '../../../ui/form/fields'
import type { Changed } from './locks-dialog'

interface Values {
  account_id: string | null
  indicator_id: string | null
  until: string | null
}

const check = zodResolver(zLockExceptionCreate) as unknown as Resolver<Values, unknown, LockExceptionCreate>

interface ExceptionFormProps {
  lock: LockOut
  framework: FrameworkOut
  onChanged: Changed
  onClose: () => void
}

/** Lets a person, or of an indicator, still something be said until a day. */
export function ExceptionForm({ lock, framework, onChanged, onClose }: ExceptionFormProps) {
  const { t } = useTranslation('locks')
  const language = useLanguage()
  const mayFind = useMay('person.read')
  const indicators = framework.results.flatMap((result) => result.indicators).filter((one) => !one.archived)
  const form = useForm<Values, unknown, LockExceptionCreate>({
    // Who may not look up people says of which indicator.
    defaultValues: {
      account_id: null,
      indicator_id: mayFind ? null : (indicators[0]?.id ?? null),
      until: null,
    },
    resolver: (values, ...rest) => check({ ...values, account_id: values.account_id || null }, ...rest),
  })
  const save = async (body: LockExceptionCreate) => {
    try {
      const headers = { 'if-match': `"${lock.version}"` }
      await exceptFromLock({ path: { lock_id: lock.id }, headers, body, throwOnError: true })
    } catch (error) {
      // What somebody else did meanwhile is shown; another try then goes on top of it.
      await onChanged()
      throw error
    }
    await onChanged(t('done.excepted'))
    onClose()
  }
  return (
    <section className="stack-small locks__form" aria-label={t('except')}>
      <h3 className="locks__subtitle">{t('except')}</h3>
      <p className="flush subtle">{t('except_hint')}</p>
      <ErrorSummaryForm
        form={form}
        submit={t('except_save')}
        onSubmit={save}
        onCancel={onClose}
        guard={false}
      >
        {mayFind && (
          <AsyncChoiceInput name="account_id" label={t('person')} searchKey="people" load={searchPeople} />
        )}
        <SelectInput name="indicator_id" label={t('indicator')} optional>
          {mayFind && <option value="">{t('any_indicator')}</option>}
          {indicators.map(({ id, title, original_language }) => (
            <option key={id} value={id}>
              {pickText(title, language, original_language)?.text}
            </option>
          ))}
        </SelectInput>
        <DateInput name="until" label={t('until_label')} />
      </ErrorSummaryForm>
    </section>
  )
}
