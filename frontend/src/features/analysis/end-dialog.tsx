import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  endAnalysisAccessMutation,
  listAnalysisAccessQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { AnalysisAccessOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'

interface EndDialogProps {
  access: AnalysisAccessOut
  onClose: () => void
}

/** From then on the login reads nothing of it. */
export function EndDialog({ access, onClose }: EndDialogProps) {
  const { t } = useTranslation('analysis')
  const cache = useQueryClient()
  const { id, login } = access
  const end = useMutation({
    ...endAnalysisAccessMutation(),
    onSuccess: async () => {
      showSuccess(t('ended_now', { login }))
      await cache.invalidateQueries({ queryKey: listAnalysisAccessQueryKey() })
    },
  })
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={t('end_title', { login })}
      confirm={t('end')}
      onConfirm={() => end.mutateAsync({ path: { access_id: id } })}
    >
      {t('end_text')}
    </ConfirmDialog>
  )
}
