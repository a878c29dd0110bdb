import { Checkbox } from '@navikt/ds-react'
import { Controller } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { TemplateSection } from '../../api/indicators/types.gen'
import { TextInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { RowsInput } from '../../ui/form/rows-input'

export type SectionRow = TemplateSection

/** Numbers as numbers, and no guidance where none was written. */
export const toldSections = (rows: readonly SectionRow[]) =>
  rows.map(({ guidance, max_characters, ...row }) => ({
    ...row,
    guidance: guidance && Object.keys(guidance).length > 0 ? guidance : null,
    max_characters: Number(max_characters),
  }))

/** What a text is kept under: it stays when titles change. */
const name = () => `s${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`

/** The sections that a report is to have. */
export function TemplateInput() {
  const { t } = useTranslation('reporting')
  return (
    <RowsInput
      name="sections"
      legend={t('template.legend')}
      add={t('template.add')}
      remove={(number) => t('asked.remove_number', { number })}
      empty={() => ({
        section: name(),
        title: {},
        guidance: null,
        is_mandatory: true,
        max_characters: 4000,
      })}
      framed
    >
      {(row) => (
        <div className="stack">
          <LocalisedInput name={`${row}.title`} label={t('template.title')} />
          <LocalisedInput name={`${row}.guidance`} label={t('template.guidance')} multiline />
          <TextInput name={`${row}.max_characters`} label={t('template.max')} inputMode="numeric" />
          <Controller
            name={`${row}.is_mandatory`}
            render={({ field: { value, onChange } }) => (
              <Checkbox
                size="small"
                checked={Boolean(value)}
                onChange={(event) => onChange(event.target.checked)}
              >
                {t('template.mandatory')}
              </Checkbox>
            )}
          />
        </div>
      )}
    </RowsInput>
  )
}
