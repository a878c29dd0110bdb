import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ProjectOut } from '../../api/registry/types.gen'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { SelectInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { RowsInput } from '../../ui/form/rows-input'
import { objectiveKinds, roleKinds } from './statuses'

interface Placed {
  position: number | null
}

/** Roles and parts are printed in one order: what is added comes last of both. */
function useLastPosition(): () => number {
  const { getValues } = useFormContext()
  return () => {
    const { roles, components } = getValues() as { roles: Placed[]; components: Placed[] }
    return Math.max(0, ...[...roles, ...components].map(({ position }) => position ?? 0)) + 1
  }
}

export function RoleRows({ project }: { project: ProjectOut | undefined }) {
  const { t } = useTranslation('projects')
  const { getValues } = useFormContext()
  const lastPosition = useLastPosition()
  const names = new Map(project?.roles.map(({ organisation }) => [organisation.id, organisation.name]))
  return (
    <RowsInput
      name="roles"
      legend={t('roles')}
      hint={t('form.roles_hint')}
      add={t('form.add_role')}
      remove={(number) => t('form.remove', { what: t('form.organisation_number', { number }) })}
      empty={() => ({ organisation_id: '', role: 'partner', position: lastPosition() })}
    >
      {(row, number) => (
        <>
          <AsyncChoiceInput
            name={`${row}.organisation_id`}
            label={t('form.organisation_number', { number })}
            searchKey="organisations"
            load={searchOrganisations}
            known={names.get(String(getValues(`${row}.organisation_id`)))}
          />
          <SelectInput name={`${row}.role`} label={t('form.role_number', { number })}>
            {roleKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`role.${kind}`)}
              </option>
            ))}
          </SelectInput>
        </>
      )}
    </RowsInput>
  )
}

export function ComponentRows() {
  const { t } = useTranslation('projects')
  const lastPosition = useLastPosition()
  return (
    <RowsInput
      name="components"
      legend={t('components')}
      hint={t('form.components_hint')}
      add={t('form.add_component')}
      remove={(number) => t('form.remove', { what: t('form.component_number', { number }) })}
      empty={() => ({ id: null, title: {}, position: lastPosition() })}
      framed
    >
      {(row, number) => (
        <LocalisedInput name={`${row}.title`} label={t('form.component_number', { number })} />
      )}
    </RowsInput>
  )
}

export function ObjectiveRows() {
  const { t } = useTranslation('projects')
  return (
    <RowsInput
      name="objectives"
      legend={t('objectives')}
      hint={t('form.objectives_hint')}
      add={t('form.add_objective')}
      remove={(number) => t('form.remove', { what: t('form.objective_number', { number }) })}
      empty={() => ({ id: null, kind: 'specific', text: {} })}
      framed
    >
      {(row, number) => (
        <div className="stack stack--close">
          <SelectInput name={`${row}.kind`} label={t('form.objective_kind', { number })}>
            {objectiveKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`objective.${kind}`)}
              </option>
            ))}
          </SelectInput>
          <LocalisedInput name={`${row}.text`} label={t('form.objective_number', { number })} multiline />
        </div>
      )}
    </RowsInput>
  )
}
