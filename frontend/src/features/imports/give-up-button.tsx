import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { cancelImportMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { ImportOut } from '../../api/registry/types.gen'
import { showError, showSuccess } from '../../ui/toast'
import { useImportChanged } from './queries'

/** Nothing has been written yet; the file can be mapped again later. */
export function GiveUpButton({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const changed = useImportChanged()
  const cancel = useMutation({
    ...cancelImportMutation(),
    onSuccess: async (given) => {
      await changed(given)
      showSuccess(t('given_up'))
    },
    onError: showError,
  })
  return (
    <Button
      size="small"
      variant="tertiary"
      data-color="neutral"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ path: { import_id: batch.id } })}
    >
      {t('give_up')}
    </Button>
  )
}
