import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listGivableRolesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { searchThings, type ThingType } from '../../lib/things'
import { AsyncChoiceInput } from './choice-inputs'
import { DateInput } from './date-input'
import { SelectInput } from './fields'

interface RoleFieldsProps {
  /** Where in the form the role is held, such as `roles.0`; the form itself without it. */
  at?: string
  /** Whether the first day may be chosen. */
  begins?: boolean
}

/** A role, what it is held in, and until when: only what the person at the screen may give. */
export function RoleFields({ at, begins = false }: RoleFieldsProps) {
  const { t } = useTranslation(['people', 'shell'])
  const language = useLanguage()
  const { data } = useQuery({ ...listGivableRolesOptions(), staleTime: 5 * 60_000 })
  const { setValue } = useFormContext()
  const name = (field: string) => (at ? `${at}.${field}` : field)
  const role = String(useWatch({ name: name('role') }) ?? '')
  const type = String(useWatch({ name: name('scope_type') }) ?? '')
  const given = data?.items ?? []
  const types = given.find((item) => item.role === role)?.scope_types ?? []
  const fits = types.some((candidate) => candidate === type)
  useEffect(() => {
    if (given.length > 0 && !given.some((item) => item.role === role)) {
      setValue(name('role'), given.find((item) => item.role === 'contributor')?.role ?? given[0]?.role)
    }
    if (types.length > 0 && !fits)
      setValue(name('scope_type'), types.find((one) => one === 'project') ?? types[0])
  })
  return (
    <div className="stack stack--close role-fields">
      <div className="form__row">
        <SelectInput
          name={name('role')}
          label={t('people:role')}
          description={role && t(`people:role_hint.${role}` as 'people:role_hint.adviser')}
        >
          {given.map((item) => (
            <option key={item.role} value={item.role}>
              {t(`shell:role.${item.role}`)}
            </option>
          ))}
        </SelectInput>
        <SelectInput name={name('scope_type')} label={t('people:held_in')}>
          {types.map((candidate) => (
            <option key={candidate} value={candidate}>
              {t(`people:scope.${candidate}`)}
            </option>
          ))}
        </SelectInput>
      </div>
      {fits && type !== 'installation' && (
        <AsyncChoiceInput
          key={type}
          name={name('scope_id')}
          label={t(`people:scope.${type}` as 'people:scope.project')}
          searchKey={`${type}s:${language}`}
          load={searchThings(type as ThingType, language)}
        />
      )}
      <div className="form__row">
        {begins && (
          <DateInput
            name={name('valid_from')}
            label={t('people:first_day')}
            description={t('people:first_day_hint')}
          />
        )}
        <DateInput
          name={name('valid_to')}
          label={t('people:last_day')}
          description={t('people:last_day_hint')}
        />
      </div>
    </div>
  )
}
