import { Dialog } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refreshResults } from '../../lib/results'
import { showSuccess } from '../../ui/toast'
import type { Editing } from './editing'
import { IndicatorForm } from './indicator-form'
import { PeriodForm } from './period-form'
import { ResultForm } from './result-form'

export interface EditDialogProps {
  projectId: string
  editing: Editing
  onClose: () => void
}

/** The form for what is added or changed. It closes when that is stored, or when one gives up. */
export function EditDialog({ projectId, editing, onClose }: EditDialogProps) {
  const { t } = useTranslation('results')
  const cache = useQueryClient()
  const done = () => {
    showSuccess(t('saved'))
    onClose()
    return refreshResults(cache, projectId)
  }
  const form = { onDone: done, onCancel: onClose }
  const old =
    editing.what === 'result'
      ? editing.result
      : editing.what === 'indicator'
        ? editing.indicator
        : editing.period
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t(`dialog.${editing.what}_${old ? 'change' : 'add'}`)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {editing.what === 'result' && (
            <ResultForm projectId={projectId} result={editing.result} {...form} />
          )}
          {editing.what === 'indicator' && (
            <IndicatorForm result={editing.result} indicator={editing.indicator} {...form} />
          )}
          {editing.what === 'period' && (
            <PeriodForm indicator={editing.indicator} period={editing.period} {...form} />
          )}
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
