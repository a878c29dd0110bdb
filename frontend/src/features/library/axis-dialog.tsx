import { zodResolver } from '@hookform/resolvers/zod'
import { Dialog } from '@navikt/ds-react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { addCategory, changeAxis, changeCategory } from '../../api/indicators/sdk.gen'
import type { AxisOut, CategoryCreate } from '../../api/indicators/types.gen'
import { zCategoryCreate } from '../../api/indicators/zod.gen'
import { useFirst } from '../../lib/use-first'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { LocalisedInput } from '../../ui/form/localised-input'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { useAxisChanged } from './axis-queries'
import { match } from './queries'

type Category = AxisOut['categories'][number]
/** Without a category a new one is added. */
export type AxisEditing = { what: 'axis' } | { what: 'category'; category?: Category }

interface AxisDialogProps {
  axis: AxisOut
  editing: AxisEditing
  onClose: () => void
}

/** The code and the names of an axis, or of one of its categories. */
export function AxisDialog({ axis: newest, editing, onClose }: AxisDialogProps) {
  const { t } = useTranslation('library')
  const pick = usePickText()
  const axis = useFirst(newest, newest.id)
  const changed = useAxisChanged()
  const thing = editing.what === 'axis' ? axis : editing.category
  const form = useForm<CategoryCreate, unknown, CategoryCreate>({
    defaultValues: { code: thing?.code ?? '', name: thing?.name ?? {} } as CategoryCreate,
    resolver: zodResolver(zCategoryCreate) as never,
  })
  const save = async (body: CategoryCreate) => {
    const common = { headers: match(axis), body, throwOnError: true } as const
    const path = { axis_id: axis.id }
    const { data } =
      editing.what === 'axis'
        ? await changeAxis({ ...common, path })
        : editing.category
          ? await changeCategory({ ...common, path: { ...path, category_id: editing.category.id } })
          : await addCategory({ ...common, path })
    await changed(axis.id, data)
    showSuccess(t('axis.saved'))
    onClose()
  }
  const title = thing
    ? t('axis.change_title', { name: pick(thing.name, axis.original_language) })
    : t('axis.add_category')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{title}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm
            form={form}
            submit={t('axis.save')}
            onSubmit={save}
            onCancel={onClose}
            guard={false}
          >
            <LocalisedInput name="name" label={t('axis.name')} />
            <TextInput name="code" label={t('code')} description={t('code_hint')} autoComplete="off" />
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
