import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listProjects } from '../../api/registry/sdk.gen'
import type { PartnershipOut } from '../../api/registry/types.gen'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { SelectInput } from '../../ui/form/fields'
import { RowsInput } from '../../ui/form/rows-input'
import { usePickText } from '../../ui/localised-view'
import { memberRoles } from './kinds'

const sides = [1, 2, 3, 4, 5, 6, 7, 8]

/** Who is in it, on which side, and perhaps only for a time. */
export function MemberRows({ partnership }: { partnership: PartnershipOut | undefined }) {
  const { t } = useTranslation('partnerships')
  const { getValues } = useFormContext()
  const names = new Map(partnership?.members.map(({ organisation: { id, name } }) => [id, name]))
  return (
    <RowsInput
      name="members"
      legend={t('members')}
      hint={t('members_hint')}
      add={t('add_member')}
      remove={(number) => t('remove_member', { number })}
      empty={() => ({ organisation_id: '', side: 2, role: 'member', joined_on: null, left_on: null })}
      framed
    >
      {(row, number) => (
        <div className="member-fields">
          <AsyncChoiceInput
            name={`${row}.organisation_id`}
            label={t('member_number', { number })}
            searchKey="organisations"
            load={searchOrganisations}
            known={names.get(String(getValues(`${row}.organisation_id`)))}
          />
          <div className="form__row">
            <SelectInput name={`${row}.side`} label={t('side_number', { number })}>
              {sides.map((side) => (
                <option key={side} value={side}>
                  {t('side', { number: side })}
                </option>
              ))}
            </SelectInput>
            <SelectInput name={`${row}.role`} label={t('role_number', { number })}>
              {memberRoles.map((role) => (
                <option key={role} value={role}>
                  {t(`roles.${role}`)}
                </option>
              ))}
            </SelectInput>
          </div>
          <div className="form__row">
            <DateInput name={`${row}.joined_on`} label={t('joined_number', { number })} />
            <DateInput name={`${row}.left_on`} label={t('left_number', { number })} />
          </div>
        </div>
      )}
    </RowsInput>
  )
}

/** The projects that it carries. */
export function ProjectRows({ partnership }: { partnership: PartnershipOut | undefined }) {
  const { t } = useTranslation('partnerships')
  const { getValues } = useFormContext()
  const pick = usePickText()
  const titles = new Map(
    partnership?.projects.map(({ id, code, title, original_language }) => [
      id,
      `${code} ${pick(title, original_language)}`,
    ]),
  )
  const search = async (q: string, signal: AbortSignal) => {
    const query = q ? { q, limit: 20 } : { limit: 20 }
    const { data } = await listProjects({ query, signal, throwOnError: true })
    return data.items.map(({ id, code, title, original_language }) => ({
      value: id,
      label: `${code} ${pick(title, original_language)}`,
    }))
  }
  return (
    <RowsInput
      name="projects"
      legend={t('projects')}
      hint={t('projects_hint')}
      add={t('add_project')}
      remove={(number) => t('remove_project', { number })}
      empty={() => ({ id: '' })}
    >
      {(row, number) => (
        <AsyncChoiceInput
          name={`${row}.id`}
          label={t('project_number', { number })}
          searchKey="projects"
          load={search}
          known={titles.get(String(getValues(`${row}.id`)))}
        />
      )}
    </RowsInput>
  )
}
