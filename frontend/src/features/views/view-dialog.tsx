import { Checkbox, Dialog } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { changeSavedViewMutation, saveViewMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { SavedViewOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useMay } from '../../lib/session'
import { searchThings } from '../../lib/things'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { TextInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import type { Address } from './address'
import { ifMatch, useRefreshViews } from './queries'

interface Values {
  name: string
  programme_id: string
  is_default: boolean
}

interface ViewDialogProps {
  address: Address
  /** The one that is changed; a new one is made otherwise. */
  view?: SavedViewOut
  close: () => void
}

/** Under which name a way of looking at a page is kept, and for whom. */
export function ViewDialog({ address, view, close }: ViewDialogProps) {
  const { t } = useTranslation('views')
  const language = useLanguage()
  const mayShare = useMay('programme.write')
  const refresh = useRefreshViews()
  const add = useMutation(saveViewMutation())
  const change = useMutation(changeSavedViewMutation())
  const form = useForm<Values>({
    defaultValues: {
      name: view?.name ?? '',
      programme_id: view?.programme?.id ?? '',
      is_default: view?.is_default ?? false,
    },
  })
  const isOwn = view?.is_own ?? true
  const save = async ({ name, programme_id, is_default }: Values) => {
    const own = { programme_id: programme_id || null, is_default }
    if (view) {
      await change.mutateAsync({
        path: { saved_view_id: view.id },
        headers: ifMatch(view),
        body: { name, ...(isOwn ? own : {}) },
      })
    } else {
      await add.mutateAsync({ body: { ...address, name, ...own } })
    }
    await refresh()
    showSuccess(t('saved_now'))
    close()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="small">
        <Dialog.Header>
          <Dialog.Title>{view ? t('change') : t('save_title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm form={form} guard={false} submit={t('keep')} onSubmit={save} onCancel={close}>
            {!view && <p className="flush subtle">{t('save_hint')}</p>}
            <TextInput name="name" label={t('name')} maxLength={80} autoComplete="off" />
            {isOwn && mayShare && (
              <AsyncChoiceInput
                name="programme_id"
                label={t('share')}
                description={t('share_hint')}
                searchKey={`programmes:${language}`}
                load={searchThings('programme', language)}
                known={view?.programme?.code}
              />
            )}
            {isOwn && (
              <Controller
                name="is_default"
                control={form.control}
                render={({ field }) => (
                  <Checkbox
                    size="small"
                    checked={field.value}
                    onChange={(event) => field.onChange(event.target.checked)}
                  >
                    {t('as_default')}
                  </Checkbox>
                )}
              />
            )}
          </ErrorSummaryForm>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}
