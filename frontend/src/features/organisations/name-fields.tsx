import { PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { languageNames, languages } from '../../lib/languages'
import { SelectInput, TextInput } from '../../ui/form/fields'

/** Other names, in any spelling or script: each of them finds the organisation. */
export function AliasFields() {
  const { t } = useTranslation('organisations')
  return (
    <Rows name="aliases" legend={t('aliases')} hint={t('aliases_hint')} empty={{ name: '', language: null }}>
      {(row, number) => (
        <>
          <TextInput name={`${row}.name`} label={t('alias_number', { number })} />
          <SelectInput name={`${row}.language`} label={t('language')} optional>
            <option value="">{t('any_language')}</option>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {languageNames[tag]}
              </option>
            ))}
          </SelectInput>
        </>
      )}
    </Rows>
  )
}

/** Numbers in public registers, as international data name them. */
export function IdentifierFields() {
  const { t } = useTranslation('organisations')
  return (
    <Rows
      name="identifiers"
      legend={t('identifiers')}
      hint={t('identifiers_hint')}
      empty={{ scheme: '', value: '' }}
    >
      {(row, number) => (
        <>
          <TextInput name={`${row}.scheme`} label={t('scheme_number', { number })} />
          <TextInput name={`${row}.value`} label={t('value_number', { number })} />
        </>
      )}
    </Rows>
  )
}

interface RowsProps {
  name: 'aliases' | 'identifiers'
  legend: string
  hint: string
  empty: Record<string, string | null>
  children: (row: string, number: number) => ReactNode
}

function Rows({ name, legend, hint, empty, children }: RowsProps) {
  const { t } = useTranslation('organisations')
  const { fields, append, remove } = useFieldArray({ name })
  return (
    <fieldset className="fields">
      <legend>{legend}</legend>
      <p className="flush small subtle">{hint}</p>
      {fields.map((field, index) => (
        <div key={field.id} className="fields__row">
          {children(`${name}.${index}`, index + 1)}
          <Button
            type="button"
            size="small"
            variant="tertiary"
            data-color="neutral"
            icon={<TrashIcon title={t('remove_number', { what: legend, number: index + 1 })} />}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          icon={<PlusIcon aria-hidden />}
          onClick={() => append(empty)}
        >
          {t('add', { what: legend.toLowerCase() })}
        </Button>
      </div>
    </fieldset>
  )
}
