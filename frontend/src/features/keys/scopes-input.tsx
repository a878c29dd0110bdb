import { Select } from '@navikt/ds-react'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import type { Option } from '../../ui/combobox'
import { AsyncChoice } from '../../ui/form/choice-inputs'
import { useFormField } from '../../ui/form/field-labels'
import { RemovableList } from './removable-list'
import { type ScopeKind, scopeKinds, searchScopes } from './scopes'

/** Where the program may do it: everywhere that its owner may, or in what is chosen here. */
export function ScopesInput({ name }: { name: string }) {
  const { t } = useTranslation('keys')
  const language = useLanguage()
  const label = t('limited_to')
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const [kind, setKind] = useState<ScopeKind>('programme')
  const [words, setWords] = useState<Record<string, string>>({})
  const chosen = (field.value ?? []) as string[]
  const add = (option: Option | null) => {
    if (!option || chosen.includes(option.value)) return
    setWords((known) => ({ ...known, [option.value]: `${t(`scope.${kind}`)}: ${option.label}` }))
    field.onChange([...chosen, option.value])
  }
  const remove = (value: string) => {
    const left = chosen.filter((other) => other !== value)
    field.onChange(left.length > 0 ? left : null)
  }
  return (
    <fieldset className="fields">
      <legend>{label}</legend>
      <p className="flush small subtle">{t('limited_to_hint')}</p>
      <div className="fields__row">
        <Select
          size="small"
          label={t('scope_kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value as ScopeKind)}
        >
          {scopeKinds.map((one) => (
            <option key={one} value={one}>
              {t(`scope.${one}`)}
            </option>
          ))}
        </Select>
        <AsyncChoice
          key={`${kind} ${chosen.length}`}
          id={id}
          size="small"
          label={t('scope_name')}
          error={error}
          searchKey={`key-scope ${kind} ${language}`}
          load={(text, signal) => searchScopes(kind, language, text, signal)}
          value={null}
          onChange={add}
        />
      </div>
      <RemovableList
        items={chosen.map((value) => ({ value, label: words[value] ?? value }))}
        remove={(item) => t('remove', { what: item })}
        onRemove={remove}
      />
    </fieldset>
  )
}
