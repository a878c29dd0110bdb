import { Select, Tabs, Textarea, TextField } from '@navikt/ds-react'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { isLanguage, type Language, type LocalisedText, languageNames, languages } from '../../lib/languages'
import { useFormField } from './field-labels'

export interface LocalisedInputProps {
  /** The field that holds `{en, nb, bs, pl}`. */
  name: string
  label: string
  description?: string
  multiline?: boolean
}

/** One text in up to four languages: a tab for each, marked when it is filled in. */
export function LocalisedInput({ name, label, description, multiline = false }: LocalisedInputProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const value = (field.value ?? {}) as LocalisedText
  const [tab, setTab] = useState<Language>(
    () => languages.find((tag) => tag === language && value[tag]) ?? firstFilled(value) ?? language,
  )
  const change = (text: string) => {
    const { [tab]: _old, ...others } = value
    field.onChange(text === '' ? others : { ...others, [tab]: text })
  }
  const Input = multiline ? Textarea : TextField
  return (
    <fieldset className="localised-input">
      <legend>{label}</legend>
      <Tabs
        value={tab}
        onChange={(next) => isLanguage(next) && setTab(next)}
        size="small"
        selectionFollowsFocus
      >
        <Tabs.List>
          {languages.map((tag) => (
            <Tabs.Tab
              key={tag}
              value={tag}
              label={
                <span lang={tag}>
                  {languageNames[tag]}
                  {value[tag] ? <span className="localised-input__filled"> ✓</span> : null}
                </span>
              }
            />
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="localised-input__panel">
          <Input
            id={id}
            size="small"
            hideLabel
            label={`${label}, ${languageNames[tab]}`}
            description={description}
            error={error}
            lang={tab}
            value={value[tab] ?? ''}
            onBlur={field.onBlur}
            onChange={(event) => change(event.target.value)}
          />
          {!value[tab] && <p className="flush small subtle">{t('form.language_empty')}</p>}
        </Tabs.Panel>
      </Tabs>
    </fieldset>
  )
}

const firstFilled = (value: LocalisedText) => languages.find((tag) => value[tag])

/** Which of the languages the texts were first written in. */
export function OriginalLanguageInput({ name = 'original_language' }: { name?: string }) {
  const { t } = useTranslation()
  const { field } = useController({ name })
  const { id, error } = useFormField(name, t('form.original_language'))
  return (
    <Select
      id={id}
      size="small"
      label={t('form.original_language')}
      description={t('form.original_language_hint')}
      error={error}
      value={String(field.value ?? '')}
      onBlur={field.onBlur}
      onChange={field.onChange}
    >
      {languages.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {languageNames[tag]}
        </option>
      ))}
    </Select>
  )
}
