import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { removeSubAwardMutation } from '../../../api/registry/@tanstack/react-query.gen'
import type { SubAwardOut } from '../../../api/registry/types.gen'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { showSuccess } from '../../../ui/toast'
import { useAwardsChanged, useAwardWords } from './queries'

interface RemoveAwardProps {
  award: SubAwardOut
  onClose: () => void
}

export function RemoveAward({ award, onClose }: RemoveAwardProps) {
  const { t } = useTranslation('sub_awards')
  const said = { award: useAwardWords()(award) }
  const changed = useAwardsChanged(award.project_id)
  const remove = useMutation({ ...removeSubAwardMutation(), onSettled: changed })
  const confirm = async () => {
    const headers = { 'if-match': `"${award.version}"` }
    await remove.mutateAsync({ path: { sub_award_id: award.id }, headers })
    showSuccess(t('removed', said))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('remove_of', said)}
      confirm={t('remove')}
      onConfirm={confirm}
      danger
    >
      <p className="flush">{t('remove_text')}</p>
    </ConfirmDialog>
  )
}
