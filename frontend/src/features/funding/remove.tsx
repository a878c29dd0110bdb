import { useTranslation } from 'react-i18next'
import { removeFundingApplication, removeFundingRound } from '../../api/registry/sdk.gen'
import type { FundingApplicationOut, FundingRoundOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { type OfRound, useFundingChanged } from './queries'

const version = (of: FundingRoundOut | FundingApplicationOut) => ({ 'if-match': `"${of.version}"` })

export function RemoveRound({ round, onClose }: OfRound) {
  const changed = useFundingChanged()
  const remove = async () => {
    const path = { funding_round_id: round.id }
    await removeFundingRound({ path, headers: version(round), throwOnError: true })
    await changed(round.programme.id)
  }
  const name = usePickText()(round.name, round.original_language)
  return <Confirm name={name} remove={remove} onClose={onClose} />
}

export function RemoveApplication({
  round,
  application,
  onClose,
}: OfRound & { application: FundingApplicationOut }) {
  const changed = useFundingChanged()
  const remove = async () => {
    const path = { funding_application_id: application.id }
    await removeFundingApplication({ path, headers: version(application), throwOnError: true })
    await changed(round.programme.id, round.id)
  }
  return <Confirm name={application.partnership.name} remove={remove} onClose={onClose} />
}

interface ConfirmProps {
  name: string
  remove: () => Promise<void>
  onClose: () => void
}

function Confirm({ name, remove, onClose }: ConfirmProps) {
  const { t } = useTranslation('funding')
  const confirm = async () => {
    await remove()
    showSuccess(t('removed', { name }))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('remove_of', { name })}
      confirm={t('remove')}
      onConfirm={confirm}
      danger
    >
      <p className="flush">{t('remove_text')}</p>
    </ConfirmDialog>
  )
}
