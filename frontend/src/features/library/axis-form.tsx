import './library.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AxisCreate } from '../../api/indicators/types.gen'
import { zAxisCreate } from '../../api/indicators/zod.gen'
import { useLanguage } from '../../i18n'
import type { LocalisedText } from '../../lib/languages'
import { useMayEverywhere } from '../../lib/session'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { RowsInput } from '../../ui/form/rows-input'
import { LibraryFields } from './definition-form'

interface Values {
  code: string
  where: 'installation' | 'programme'
  programme_id: string
  name: LocalisedText
  original_language: string
  categories: { code: string; name: LocalisedText }[]
}

const checked = zodResolver(zAxisCreate)

/** A way to break figures down, with its categories. */
export function AxisForm(props: { onSubmit: (body: AxisCreate) => Promise<unknown>; onCancel: () => void }) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const everywhere = useMayEverywhere('definition.write')
  const empty = () => ({ code: '', name: {} })
  const form = useForm<Values, unknown, AxisCreate>({
    defaultValues: {
      code: '',
      where: everywhere ? 'installation' : 'programme',
      programme_id: '',
      name: {},
      original_language: language,
      categories: [empty(), empty()],
    },
    resolver: ({ where, programme_id, ...rest }, context, options) => {
      const library = where === 'programme' ? programme_id : null
      return checked({ ...rest, programme_id: library } as never, context, options as never) as never
    },
  })
  return (
    <ErrorSummaryForm form={form} submit={t('axis.save')} {...props}>
      <LibraryFields everywhere={everywhere} />
      <TextInput name="code" label={t('code')} description={t('code_hint')} autoComplete="off" />
      <LocalisedInput name="name" label={t('axis.name')} />
      <OriginalLanguageInput />
      <RowsInput
        name="categories"
        legend={t('axis.categories')}
        hint={t('axis.categories_hint')}
        add={t('axis.add_category')}
        remove={(number) => t('axis.remove_category', { number })}
        empty={empty}
        framed
      >
        {(row, number) => (
          <>
            <TextInput name={`${row}.code`} label={t('axis.category_code', { number })} autoComplete="off" />
            <LocalisedInput name={`${row}.name`} label={t('axis.category_number', { number })} />
          </>
        )}
      </RowsInput>
      <p className="flush small subtle">{t('axis.unknown_hint')}</p>
    </ErrorSummaryForm>
  )
}
