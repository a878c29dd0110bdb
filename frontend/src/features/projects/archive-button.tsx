import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveProjectMutation, restoreProjectMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { ProjectOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { usePickText } from '../../ui/localised-view'
import { showError, showSuccess } from '../../ui/toast'
import { useProjectChanged } from './queries'

/** Takes a project out of list and report, or brings it back. */
export function ArchiveButton({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  const [open, setOpen] = useState(false)
  const name = usePickText()(project.title, project.original_language)
  const changed = useProjectChanged()
  const archive = useMutation({
    ...archiveProjectMutation(),
    onSuccess: (now) => {
      showSuccess(t('archived_now', { name }))
      return changed(now)
    },
  })
  const restore = useMutation({
    ...restoreProjectMutation(),
    onSuccess: (now) => {
      showSuccess(t('restored_now', { name }))
      return changed(now)
    },
    onError: showError,
  })
  const wanted = { path: { project_id: project.id }, headers: { 'if-match': `"${project.version}"` } }
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        loading={restore.isPending}
        onClick={() => (project.archived ? restore.mutate(wanted) : setOpen(true))}
      >
        {project.archived ? t('restore') : t('archive')}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('archive_title', { name })}
        confirm={t('archive')}
        onConfirm={() => archive.mutateAsync(wanted)}
      >
        {t('archive_text')}
      </ConfirmDialog>
    </>
  )
}
