import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { archiveProjectMutation, restoreProjectMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { ProjectOut } from '../../api/registry/types.gen'
import { ArchiveButton } from '../../ui/archive-button'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { useProjectChanged } from './queries'

/** Takes a project out of list and report, or brings it back. */
export function ProjectArchiveButton({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  const name = usePickText()(project.title, project.original_language)
  const changed = useProjectChanged()
  const archive = useMutation(archiveProjectMutation())
  const restore = useMutation(restoreProjectMutation())
  const { archived } = project
  const turn = async () => {
    const wanted = { path: { project_id: project.id }, headers: { 'if-match': `"${project.version}"` } }
    const now = await (archived ? restore : archive).mutateAsync(wanted)
    showSuccess(t(archived ? 'restored_now' : 'archived_now', { name }))
    await changed(now)
  }
  return (
    <ArchiveButton
      archived={archived}
      archive={t('archive')}
      restore={t('restore')}
      title={t('archive_title', { name })}
      turn={turn}
    >
      {t('archive_text')}
    </ArchiveButton>
  )
}
