import { Dialog } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refreshResults, type What } from '../../lib/results'
import { showSuccess } from '../../ui/toast'
import { BreakForm } from './break-form'
import type { Editing } from './editing'
import { IndicatorForm } from './indicator-form'
import { PeriodForm } from './period-form'
import { ResultForm } from './result-form'
import { useDiscard } from './use-discard'

export interface EditDialogProps {
  what: What
  projectId: string
  editing: Editing
  onClose: () => void
}

/** The form for what is added or changed. It closes when that is stored, or when one gives up. */
export function EditDialog({ what, projectId, editing, onClose }: EditDialogProps) {
  const { t } = useTranslation('results')
  const cache = useQueryClient()
  const done = () => {
    showSuccess(t('saved'))
    onClose()
    return refreshResults(cache, projectId)
  }
  const form = { onDone: done, onCancel: onClose }
  const { touch, leave, question } = useDiscard(onClose)
  const old =
    editing.what === 'result'
      ? editing.result
      : editing.what === 'period'
        ? editing.period
        : editing.indicator
  return (
    <Dialog open onOpenChange={(open) => !open && leave()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>
            {editing.what === 'break'
              ? t('dialog.break_change')
              : t(`dialog.${editing.what}_${old ? 'change' : 'add'}`)}
          </Dialog.Title>
        </Dialog.Header>
        <Dialog.Body onInput={touch}>
          {editing.what === 'result' && (
            <ResultForm what={what} projectId={projectId} result={editing.result} {...form} />
          )}
          {editing.what === 'indicator' && (
            <IndicatorForm result={editing.result} indicator={editing.indicator} {...form} />
          )}
          {editing.what === 'break' && <BreakForm indicator={editing.indicator} {...form} />}
          {editing.what === 'period' && (
            <PeriodForm indicator={editing.indicator} period={editing.period} {...form} />
          )}
        </Dialog.Body>
        {question}
      </Dialog.Popup>
    </Dialog>
  )
}
