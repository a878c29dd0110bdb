import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reverseTransactionMutation } from '../../../api/registry/@tanstack/react-query.gen'
import type { TransactionOut } from '../../../api/registry/types.gen'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { ReasonField } from '../../../ui/reason-field'
import { showSuccess } from '../../../ui/toast'
import { useEntryWords } from './entry-words'
import { useEntriesChanged } from './queries'

interface ReverseDialogProps {
  entry: TransactionOut
  onClose: () => void
}

export function ReverseDialog({ entry, onClose }: ReverseDialogProps) {
  const { t } = useTranslation('transactions')
  const words = useEntryWords()
  const changed = useEntriesChanged(entry.project_id)
  const reverse = useMutation({ ...reverseTransactionMutation(), onSettled: changed })
  const [reason, setReason] = useState('')
  const confirm = async () => {
    await reverse.mutateAsync({ path: { transaction_id: entry.id }, body: { reason: reason.trim() } })
    showSuccess(t('reversed_now', { entry: words(entry) }))
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('reverse_entry', { entry: words(entry) })}
      confirm={t('reverse')}
      onConfirm={confirm}
      danger
    >
      <div className="stack">
        <p className="flush">{t('reverse_text')}</p>
        <ReasonField value={reason} onChange={setReason} />
      </div>
    </ConfirmDialog>
  )
}
