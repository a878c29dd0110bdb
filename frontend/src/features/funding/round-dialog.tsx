import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addFundingRound, changeFundingRound } from '../../api/registry/sdk.gen'
import type { FundingRoundCreate, FundingRoundOut } from '../../api/registry/types.gen'
import { zFundingRoundCreate } from '../../api/registry/zod.gen'
import { useLanguage } from '../../i18n'
import { searchOrganisations } from '../../lib/organisations'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { LocalisedInput, OriginalLanguageInput } from '../../ui/form/localised-input'
import { showSuccess } from '../../ui/toast'
import { useFundingChanged } from './queries'

interface RoundDialogProps {
  programmeId: string
  /** The round to change; without it one is added. */
  known?: FundingRoundOut | undefined
  onClose: () => void
}

export function RoundDialog(props: RoundDialogProps) {
  const { t } = useTranslation('funding')
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{props.known ? t('change_round') : t('add_round')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <RoundForm {...props} />
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

const check = zodResolver(zFundingRoundCreate)
/** Nobody chosen is no empty choice. */
const whole = (values: FundingRoundCreate) => ({ ...values, giver_id: values.giver_id || null })

function RoundForm({ programmeId, known, onClose }: RoundDialogProps) {
  const { t } = useTranslation('funding')
  const language = useLanguage()
  const changed = useFundingChanged()
  const form = useForm<FundingRoundCreate, unknown, FundingRoundCreate>({
    defaultValues: {
      name: known?.name ?? {},
      original_language: known?.original_language ?? (language as FundingRoundCreate['original_language']),
      giver_id: known?.giver?.id ?? null,
      opened_on: known?.opened_on,
      closed_on: known?.closed_on ?? null,
      decided_on: known?.decided_on ?? null,
    } as FundingRoundCreate,
    resolver: (values, context, options) => check(whole(values) as never, context, options as never) as never,
  })
  const save = async (body: FundingRoundCreate) => {
    if (known) {
      const headers = { 'if-match': `"${known.version}"` }
      const path = { funding_round_id: known.id }
      await changeFundingRound({ path, headers, body, throwOnError: true })
    } else {
      await addFundingRound({ path: { programme_id: programmeId }, body, throwOnError: true })
    }
    await changed(programmeId, known?.id)
    showSuccess(t('round_saved'))
    onClose()
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={save} onCancel={onClose}>
      <LocalisedInput name="name" label={t('round')} />
      <OriginalLanguageInput />
      <AsyncChoiceInput
        name="giver_id"
        label={t('giver')}
        description={t('giver_hint')}
        searchKey="organisations"
        load={searchOrganisations}
        known={known?.giver?.name}
      />
      <div className="form__row">
        <DateInput name="opened_on" label={t('opened_on')} />
        <DateInput name="closed_on" label={t('closed_on')} description={t('if_known')} />
      </div>
      <DateInput name="decided_on" label={t('decided_on')} description={t('decided_hint')} />
    </ErrorSummaryForm>
  )
}
