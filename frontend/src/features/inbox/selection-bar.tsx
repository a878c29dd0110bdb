import { ArchiveIcon, ArrowUndoIcon, EnvelopeOpenIcon, TimerPauseIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { InboxTab } from './inbox-query'
import { Tick } from './tick'

interface SelectionBarProps {
  tab: InboxTab
  chosen: number
  shown: number
  onAll: (all: boolean) => void
  onRead: () => void
  onSnooze: () => void
  onArchive: () => void
}

/** What can be done with all that is ticked. */
export function SelectionBar(props: SelectionBarProps) {
  const { tab, chosen, shown, onAll, onRead, onSnooze, onArchive } = props
  const { t } = useTranslation('inbox_more')
  const { t: inbox } = useTranslation('inbox')
  const some = { size: 'small', variant: 'tertiary', disabled: chosen === 0 } as const
  return (
    <div className="inbox__bar noprint" role="toolbar" aria-label={t('select.title')}>
      <Tick
        label={chosen > 0 ? t('select.chosen', { count: chosen }) : t('select.all')}
        checked={chosen > 0 && chosen === shown}
        some={chosen > 0 && chosen < shown}
        onTick={onAll}
      />
      {chosen > 0 && (
        <div className="inbox__bulk">
          {tab !== 'archived' && (
            <Button {...some} icon={<EnvelopeOpenIcon aria-hidden />} onClick={onRead}>
              {inbox('item.mark_read')}
            </Button>
          )}
          <Button {...some} icon={<TimerPauseIcon aria-hidden />} onClick={onSnooze}>
            {t('snooze.do')}
          </Button>
          <Button
            {...some}
            icon={
              tab === 'archived' || tab === 'snoozed' ? (
                <ArrowUndoIcon aria-hidden />
              ) : (
                <ArchiveIcon aria-hidden />
              )
            }
            onClick={onArchive}
          >
            {tab === 'archived' || tab === 'snoozed' ? inbox('item.restore') : inbox('item.archive')}
          </Button>
        </div>
      )}
    </div>
  )
}
