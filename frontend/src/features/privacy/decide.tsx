import { BodyLong, Button, Textarea } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  decidePersonRequestMutation,
  listPersonRequestsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PersonRequestOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { HoldingsTable } from './holdings-table'
import { useHoldings } from './queries'

/** An erasure that a person asked for is started, or refused with a reason that they read. */
export function Decide({ request }: { request: PersonRequestOut }) {
  const { t } = useTranslation('privacy')
  const [deciding, setDeciding] = useState<'start' | 'refuse'>()
  return (
    <span className="privacy-actions">
      <Button size="xsmall" data-color="danger" onClick={() => setDeciding('start')}>
        {t('decide.start')}
      </Button>
      <Button size="xsmall" variant="secondary" data-color="neutral" onClick={() => setDeciding('refuse')}>
        {t('decide.refuse')}
      </Button>
      {deciding && (
        <DecideDialog request={request} decision={deciding} close={() => setDeciding(undefined)} />
      )}
    </span>
  )
}

interface DecideDialogProps {
  request: PersonRequestOut
  decision: 'start' | 'refuse'
  close: () => void
}

function DecideDialog({ request, decision, close }: DecideDialogProps) {
  const { t } = useTranslation('privacy')
  const cache = useQueryClient()
  const holdings = useHoldings(request.person_id)
  const [refusal, setRefusal] = useState('')
  const decide = useMutation({
    ...decidePersonRequestMutation(),
    onSuccess: () => cache.invalidateQueries({ queryKey: listPersonRequestsQueryKey() }),
  })
  const name = request.person_name ?? request.pseudonym
  const run = () =>
    decide.mutateAsync({
      path: { request_id: request.id },
      headers: { 'if-match': `"${request.version}"` },
      body: { decision, refusal: decision === 'refuse' ? refusal.trim() || null : null },
    })
  return (
    <ConfirmDialog
      open
      danger={decision === 'start'}
      onClose={close}
      title={t(decision === 'start' ? 'erasure.title_of' : 'decide.refuse_title', { name })}
      confirm={t(decision === 'start' ? 'erasure.confirm_of' : 'decide.refuse')}
      onConfirm={run}
    >
      {decision === 'start' ? (
        <div className="stack">
          <BodyLong>{t('erasure.text_of')}</BodyLong>
          <HoldingsTable tables={holdings.tables} />
        </div>
      ) : (
        <Textarea
          size="small"
          label={t('decide.refusal')}
          description={t('decide.refusal_hint')}
          maxLength={2000}
          value={refusal}
          onChange={(event) => setRefusal(event.target.value)}
        />
      )}
    </ConfirmDialog>
  )
}
