import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeAxisMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { AxisOut } from '../../api/indicators/types.gen'
import { ArchiveButton } from '../../ui/archive-button'
import { showSuccess } from '../../ui/toast'
import { useAxisChanged } from './axis-queries'
import { match } from './queries'

/** Takes an axis out of what definitions can choose, or puts it back. */
export function AxisArchiveButton({ axis, name }: { axis: AxisOut; name: string }) {
  const { t } = useTranslation('library')
  const changed = useAxisChanged()
  const change = useMutation(changeAxisMutation())
  const { archived } = axis
  const turn = async () => {
    const path = { axis_id: axis.id }
    const now = await change.mutateAsync({ path, body: { archived: !archived }, headers: match(axis) })
    await changed(axis.id, now)
    showSuccess(t(archived ? 'axis.restored_now' : 'axis.archived_now', { name }))
  }
  return (
    <ArchiveButton
      archived={archived}
      archive={t('archive')}
      restore={t('restore')}
      title={t('axis.archive_title', { name })}
      turn={turn}
    >
      {t('axis.archive_text')}
    </ArchiveButton>
  )
}
