import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeBudgetLineMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { BudgetLineOut } from '../../api/registry/types.gen'
import { given } from '../../lib/given'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { ReasonField } from '../../ui/reason-field'
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
  const [reason, setReason] = useState('')
  const confirm = async () => {
    const headers = { 'if-match': `"${line.version}"` }
    await remove.mutateAsync({
      path: { budget_line_id: line.id },
      query: given({ reason: reason.trim() || undefined }),
      headers,
    })
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
      <div className="stack">
        <p className="flush">{t('remove_text')}</p>
        {line.year < new Date().getFullYear() && <ReasonField value={reason} onChange={setReason} />}
      </div>
    </ConfirmDialog>
  )
}
