import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { searchPeople } from '../../lib/people'
import { useMay } from '../../lib/session'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { RowsInput } from '../../ui/form/rows-input'

/** Who sees to it that values are reported; read only for those who may not look up people. */
export function PeopleInput({ known }: { known: IndicatorOut['people'] }) {
  const { t } = useTranslation('library')
  const { getValues } = useFormContext()
  if (!useMay('person.read')) {
    if (known.length === 0) return null
    return (
      <p className="flush">
        {t('people')}: {known.map(({ display_name }) => display_name).join(', ')}
      </p>
    )
  }
  const names = new Map(known.map(({ id, display_name }) => [id, display_name]))
  return (
    <RowsInput
      name="people"
      legend={t('people')}
      hint={t('people_hint')}
      add={t('add_person')}
      remove={(number) => t('remove_person', { number })}
      empty={() => ({ id: '' })}
    >
      {(row, number) => (
        <AsyncChoiceInput
          name={`${row}.id`}
          label={t('person_number', { number })}
          searchKey="people"
          load={searchPeople}
          known={names.get(String(getValues(`${row}.id`)))}
        />
      )}
    </RowsInput>
  )
}
