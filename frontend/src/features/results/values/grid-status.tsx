import { ArrowRedoIcon, ArrowUndoIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { SaveStatus } from '../../../ui/save-status'
import { useCounts, useModel } from './context'
import { useOnline } from './use-saving'

export interface GridStatusProps {
  /** Nobody answered the last time. */
  unheard: boolean
  onGo: (id: string | undefined) => void
  onTrouble: () => void
}

/** What one did can be taken back; what is stored and what is not is always said. */
export const GridStatus = memo(function GridStatus({ unheard, onGo, onTrouble }: GridStatusProps) {
  const { t } = useTranslation('values')
  const model = useModel()
  const counts = useCounts()
  const trouble = counts.invalid + counts.refused + counts.conflict + counts.unexplained
  return (
    <div className="values__status noprint">
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        icon={<ArrowUndoIcon aria-hidden />}
        disabled={!model.mayUndo}
        onClick={() => onGo(model.undo())}
      >
        {t('undo')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        icon={<ArrowRedoIcon aria-hidden />}
        disabled={!model.mayRedo}
        onClick={() => onGo(model.redo())}
      >
        {t('redo')}
      </Button>
      <Saved waiting={counts.waiting + counts.saving} settled={counts.saved} unheard={unheard} />
      {trouble > 0 && (
        <Button size="small" variant="tertiary" data-color="danger" onClick={onTrouble}>
          {t('trouble', { count: trouble })}
        </Button>
      )}
    </div>
  )
})

function Saved({ waiting, settled, unheard }: { waiting: number; settled: number; unheard: boolean }) {
  const { t } = useTranslation('values')
  const online = useOnline()
  if (waiting > 0 && (!online || unheard)) {
    return (
      <span className="values__kept" role="status">
        {t(online ? 'unheard' : 'offline', { count: waiting })}
      </span>
    )
  }
  if (waiting > 0) return <SaveStatus state="saving" />
  if (settled > 0) return <SaveStatus state="saved" />
  return null
}
