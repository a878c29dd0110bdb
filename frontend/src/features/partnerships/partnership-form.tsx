import './partnerships.css'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { PartnershipCreate, PartnershipOut } from '../../api/registry/types.gen'
import { zPartnershipCreate } from '../../api/registry/zod.gen'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { linkTypes, states } from './kinds'
import { MemberRows, ProjectRows } from './partnership-rows'
import { type StatusValues, withoutEmptyReason } from './status-values'

export interface PartnershipFormProps {
  /** What is changed; without it a new partnership is registered. Its status is changed elsewhere. */
  partnership?: PartnershipOut
  submit: string
  onSubmit: (values: PartnershipCreate) => Promise<unknown>
  onCancel: () => void
}

interface FormValues {
  name: string
  link_type: string
  members: {
    organisation_id: string
    side: string | number
    role: string
    joined_on: string | null
    left_on: string | null
  }[]
  status: StatusValues
  projects: { id: string }[]
}

const fresh = (): FormValues => ({
  name: '',
  link_type: 'twinning',
  members: [1, 2].map((side) => ({
    organisation_id: '',
    side,
    role: 'member',
    joined_on: null,
    left_on: null,
  })),
  status: { status: 'active', valid_from: null, reason: {} },
  projects: [],
})

const valuesOf = (partnership: PartnershipOut): FormValues => ({
  name: partnership.name,
  link_type: partnership.link_type,
  members: partnership.members.map(({ organisation, side, role, joined_on, left_on }) => ({
    organisation_id: organisation.id,
    side,
    role,
    joined_on,
    left_on,
  })),
  // Not sent, but the schema of a new partnership asks for it.
  status: { status: 'active', valid_from: '2000-01-01', reason: {} },
  projects: partnership.projects.map(({ id }) => ({ id })),
})

/** As the service takes it: numbers of sides, a list of project ids. */
const asBody = ({ projects, members, status, ...rest }: FormValues) => ({
  ...rest,
  status: withoutEmptyReason(status),
  members: members.map((member) => ({ ...member, side: Number(member.side) })),
  project_ids: projects.map(({ id }) => id),
})

const checked = zodResolver(zPartnershipCreate)

export function PartnershipForm({ partnership, submit, onSubmit, onCancel }: PartnershipFormProps) {
  const { t } = useTranslation('partnerships')
  const form = useForm<FormValues, unknown, PartnershipCreate>({
    defaultValues: partnership ? valuesOf(partnership) : fresh(),
    resolver: (values, context, options) =>
      checked(asBody(values) as never, context, options as never) as never,
  })
  return (
    <ErrorSummaryForm form={form} submit={submit} onSubmit={onSubmit} onCancel={onCancel}>
      <TextInput name="name" label={t('name')} description={t('name_hint')} autoComplete="off" />
      <SelectInput name="link_type" label={t('link_type')}>
        {linkTypes.map((type) => (
          <option key={type} value={type}>
            {t(`link_types.${type}`)}
          </option>
        ))}
      </SelectInput>
      <MemberRows partnership={partnership} />
      {!partnership && <FirstStatus />}
      <ProjectRows partnership={partnership} />
    </ErrorSummaryForm>
  )
}

function FirstStatus() {
  const { t } = useTranslation('partnerships')
  return (
    <fieldset className="fields">
      <legend>{t('first_status')}</legend>
      <div className="form__row">
        <SelectInput name="status.status" label={t('status')}>
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`statuses.${state}`)}
            </option>
          ))}
        </SelectInput>
        <DateInput name="status.valid_from" label={t('valid_from')} />
      </div>
      <LocalisedInput name="status.reason" label={t('reason')} description={t('reason_hint')} />
    </fieldset>
  )
}
