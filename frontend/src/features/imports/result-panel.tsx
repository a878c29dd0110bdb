import { BodyShort, Button, LocalAlert } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import { undoImportMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { ImportOut } from '../../api/registry/types.gen'
import { useMay } from '../../lib/session'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { LinkButton } from '../../ui/link-button'
import { Brought } from './brought'
import { useImportChanged } from './queries'

/** What became of the import, and the way back. */
export function ResultPanel({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const some = Object.values(batch.created ?? {}).some((count) => count > 0)
  const programme = batch.settings?.programme_id
  const committed = batch.state === 'committed'
  return (
    <LocalAlert status={committed ? 'success' : 'announcement'}>
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">
          {committed ? t('result.committed', { file: batch.file_name }) : <StoppedTitle batch={batch} />}
        </LocalAlert.Title>
      </LocalAlert.Header>
      {committed && (
        <LocalAlert.Content>
          <div className="stack">
            {some ? (
              <div>
                <BodyShort>{t('result.brought')}</BodyShort>
                <Brought created={batch.created} />
              </div>
            ) : (
              <BodyShort>{t('result.nothing')}</BodyShort>
            )}
            {batch.mode === 'valid_rows' && (batch.counts?.refuse ?? 0) > 0 && (
              <BodyShort>{t('commit.left_out', { count: batch.counts?.refuse ?? 0 })}</BodyShort>
            )}
            <div className="form__buttons noprint">
              <LinkButton to="/projects" search={programme ? { programme } : {}}>
                {t('result.to_projects')}
              </LinkButton>
              <UndoButton batch={batch} />
            </div>
          </div>
        </LocalAlert.Content>
      )}
    </LocalAlert>
  )
}

function StoppedTitle({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  if (batch.state === 'undone') return t('result.undone', { file: batch.file_name })
  return batch.state === 'failed' ? t('result.failed') : t('result.cancelled')
}

function UndoButton({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const may = useMay('import.write')
  const changed = useImportChanged()
  const [open, setOpen] = useState(false)
  const undo = useMutation({ ...undoImportMutation(), onSuccess: changed })
  if (!may) return null
  const inTheWay =
    isApiError(undo.error) && undo.error.code === 'import_has_dependents' ? undo.error.problem.fields : []
  return (
    <>
      <Button size="small" variant="secondary" data-color="neutral" onClick={() => setOpen(true)}>
        {t('result.undo')}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('result.undo_title')}
        confirm={t('result.undo')}
        onConfirm={() => undo.mutateAsync({ path: { import_id: batch.id } })}
        danger
      >
        <p className="flush">{t('result.undo_text')}</p>
        <Brought created={batch.created} />
        <p className="flush">{t('result.undo_rest')}</p>
        {inTheWay.length > 0 && (
          <>
            <p className="flush">{t('result.dependents')}</p>
            <ul>
              {inTheWay.map(({ loc, message }) => (
                <li key={loc.join()}>{message}</li>
              ))}
            </ul>
          </>
        )}
      </ConfirmDialog>
    </>
  )
}
