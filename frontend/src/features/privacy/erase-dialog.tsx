import { BodyLong, Textarea } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  askForPersonDataMutation,
  listPersonRequestsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { HeldTable } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'
import { HoldingsTable } from './holdings-table'

interface EraseDialogProps {
  tables: HeldTable[]
  close: () => void
  /** Somebody else's data; oneself where it is left out. */
  person?: { id: string; name: string }
}

/** Says beforehand what goes, what stays and why. */
export function EraseDialog({ tables, close, person }: EraseDialogProps) {
  const { t } = useTranslation('privacy')
  const cache = useQueryClient()
  const [reason, setReason] = useState('')
  const ask = useMutation({
    ...askForPersonDataMutation(),
    onSuccess: (request) => {
      showSuccess(t(request.state === 'requested' ? 'erasure.asked' : 'erasure.started'))
      return cache.invalidateQueries({ queryKey: listPersonRequestsQueryKey() })
    },
  })
  const body = { kind: 'erasure' as const, reason: reason.trim() || null, person_id: person?.id ?? null }
  return (
    <ConfirmDialog
      open
      danger
      onClose={close}
      title={person ? t('erasure.title_of', { name: person.name }) : t('erasure.title')}
      confirm={person ? t('erasure.confirm_of') : t('erasure.confirm')}
      onConfirm={() => ask.mutateAsync({ body })}
    >
      <div className="stack">
        <BodyLong>{person ? t('erasure.text_of') : t('erasure.text')}</BodyLong>
        <HoldingsTable tables={tables} />
        <Textarea
          size="small"
          label={t('erasure.reason')}
          description={t('erasure.reason_hint')}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  )
}
