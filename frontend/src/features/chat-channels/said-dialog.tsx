import { Dialog } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { Attempts } from '../../ui/receivers/attempts'
import { saidQuery } from './queries'

interface SaidDialogProps {
  channel: ChatChannelOut
  id: string
  close: () => void
}

/** One message: what was answered to each attempt. */
export function SaidDialog({ channel, id, close }: SaidDialogProps) {
  const { t } = useTranslation('channels')
  const language = useLanguage()
  const { data, error } = useQuery(saidQuery(channel.programme_id, channel.id, id))
  const title = data ? t('said_details', { time: datetime(language, data.occurred_at) }) : t('said')
  return (
    <Dialog open onOpenChange={(next) => !next && close()}>
      <Dialog.Popup width="large">
        <Dialog.Header>
          <Dialog.Title>{title}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {error && <InlineError error={error} />}
          {data && (
            <div className="stack stack--close">
              <Attempts attempts={data.attempts} />
            </div>
          )}
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
