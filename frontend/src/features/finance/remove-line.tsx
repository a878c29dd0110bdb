import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { removeBudgetLineMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { BudgetLineOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'
import { useLineWords } from './line-words'
import { useBudgetChanged } from './queries'

interface RemoveLineProps {
  projectId: string
  line: BudgetLineOut
  onClose: () => void
}

export function RemoveLine({ projectId, line, onClose }: RemoveLineProps) {
  const { t } = useTranslation('finance')
  const words = useLineWords()
  const changed = useBudgetChanged(projectId)
  const remove = useMutation({ ...removeBudgetLineMutation(), onSettled: changed })
  const confirm = async () => {
    const headers = { 'if-match': `"${line.version}"` }
    await remove.mutateAsync({ path: { budget_line_id: line.id }, headers })
    showSuccess(t('removed_now', { line: words(line) }))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('remove_line', { line: words(line) })}
      confirm={t('remove')}
      onConfirm={confirm}
      danger
    >
      {t('remove_text')}
    </ConfirmDialog>
  )
}
