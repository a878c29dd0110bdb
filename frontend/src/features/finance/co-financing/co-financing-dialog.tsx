import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  getCoFinancingQueryKey,
  setCoFinancingMutation,
} from '../../../api/registry/@tanstack/react-query.gen'
import type { CoFinancingOut, CoFinancingWrite } from '../../../api/registry/types.gen'
import { zCoFinancingWrite } from '../../../api/registry/zod.gen'
import { searchOrganisations } from '../../../lib/organisations'
import { AsyncChoiceInput } from '../../../ui/form/choice-inputs'
import { CurrencyInput } from '../../../ui/form/currency-input'
import { DecimalInput } from '../../../ui/form/decimal-input'
import { ErrorSummaryForm } from '../../../ui/form/error-summary-form'
import { RowsInput } from '../../../ui/form/rows-input'
import { showSuccess } from '../../../ui/toast'

interface CoFinancingDialogProps {
  projectId: string
  told: CoFinancingOut
  onClose: () => void
}

export function CoFinancingDialog(props: CoFinancingDialogProps) {
  const { t } = useTranslation('co_financing')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('dialog')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <CoFinancingForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface FormValues {
  total: string | null
  currency: string
  sources: { organisation_id: string; share: string | null; amount: string | null }[]
}

const nobody = { organisation_id: '', share: null, amount: null }

function CoFinancingForm({ projectId, told, onClose }: CoFinancingDialogProps) {
  const { t } = useTranslation('co_financing')
  const cache = useQueryClient()
  const path = { project_id: projectId }
  const changed = () => cache.invalidateQueries({ queryKey: getCoFinancingQueryKey({ path }) })
  const save = useMutation({ ...setCoFinancingMutation(), onSettled: changed })
  const names = new Map(told.sources.map(({ organisation }) => [organisation.id, organisation.name]))
  const sources = told.sources.map(({ organisation, share, amount, is_share }) => ({
    organisation_id: organisation.id,
    share: is_share ? share : null,
    amount: is_share ? null : amount,
  }))
  const form = useForm<FormValues, unknown, CoFinancingWrite>({
    defaultValues: {
      total: told.total,
      currency: told.currency ?? 'NOK',
      sources: sources.length ? sources : [nobody],
    },
    resolver: zodResolver(zCoFinancingWrite) as never,
  })
  const submit = async (body: CoFinancingWrite) => {
    await save.mutateAsync({ path, body, headers: { 'if-match': `"${told.version}"` } })
    showSuccess(t('saved'))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={submit} onCancel={onClose}>
      <div className="form__row">
        <DecimalInput name="total" label={t('total')} />
        <CurrencyInput />
      </div>
      <RowsInput
        name="sources"
        legend={t('sources')}
        hint={t('sources_hint')}
        add={t('add')}
        remove={(number) => t('remove', { number })}
        empty={() => nobody}
        framed
      >
        {(row, number) => (
          <div className="stack stack--close">
            <AsyncChoiceInput
              name={`${row}.organisation_id`}
              label={t('source_number', { number })}
              searchKey="organisations"
              load={searchOrganisations}
              known={names.get(form.getValues(`${row}.organisation_id` as `sources.0.organisation_id`))}
            />
            <div className="form__row">
              <DecimalInput name={`${row}.share`} label={t('share_number', { number })} unit="%" />
              <DecimalInput name={`${row}.amount`} label={t('amount_number', { number })} />
            </div>
          </div>
        )}
      </RowsInput>
    </ErrorSummaryForm>
  )
}
