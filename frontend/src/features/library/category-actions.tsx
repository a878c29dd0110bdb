import {
  ArchiveIcon,
  ArrowDownIcon,
  ArrowUndoIcon,
  ArrowUpIcon,
  PencilIcon,
  TrashIcon,
} from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeCategory, removeCategory } from '../../api/indicators/sdk.gen'
import type { AxisOut, CategoryUpdate } from '../../api/indicators/types.gen'
import { usePickText } from '../../ui/localised-view'
import { showError } from '../../ui/toast'
import { useAxisChanged } from './axis-queries'
import { match } from './queries'

interface CategoryActionsProps {
  axis: AxisOut
  category: AxisOut['categories'][number]
  /** Its place among those that can be moved, and how many they are. */
  index: number
  count: number
  onChange: () => void
}

/** Up, down, change, and away: archived where figures may be told by it, else removed. */
export function CategoryActions({ axis, category, index, count, onChange }: CategoryActionsProps) {
  const { t } = useTranslation('library')
  const changed = useAxisChanged()
  const name = usePickText()(category.name, axis.original_language)
  const path = { axis_id: axis.id, category_id: category.id }
  const common = { path, headers: match(axis), throwOnError: true } as const
  const change = useMutation({
    mutationFn: (body: CategoryUpdate) => changeCategory({ ...common, body }),
    onError: showError,
    onSettled: () => changed(axis.id),
  })
  const remove = useMutation({
    mutationFn: () => removeCategory(common),
    onError: showError,
    onSettled: () => changed(axis.id),
  })
  const plain = { size: 'small', variant: 'tertiary', 'data-color': 'neutral' } as const
  const edit = (
    <Button {...plain} icon={<PencilIcon title={t('axis.change_category', { name })} />} onClick={onChange} />
  )
  if (category.is_unknown) return edit
  return (
    <>
      <Button
        {...plain}
        icon={<ArrowUpIcon title={t('axis.move_up', { name })} />}
        disabled={index === 0}
        onClick={() => change.mutate({ position: index })}
      />
      <Button
        {...plain}
        icon={<ArrowDownIcon title={t('axis.move_down', { name })} />}
        disabled={index === count - 1}
        onClick={() => change.mutate({ position: index + 2 })}
      />
      {edit}
      {category.archived ? (
        <Button
          {...plain}
          icon={<ArrowUndoIcon title={t('axis.restore_category', { name })} />}
          onClick={() => change.mutate({ archived: false })}
        />
      ) : axis.use_count > 0 ? (
        <Button
          {...plain}
          icon={<ArchiveIcon title={t('axis.archive_category', { name })} />}
          onClick={() => change.mutate({ archived: true })}
        />
      ) : (
        <Button
          {...plain}
          icon={<TrashIcon title={t('axis.remove', { name })} />}
          onClick={() => remove.mutate()}
        />
      )}
    </>
  )
}
