import { Button } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { liftSuppression } from '../../api/notifications/sdk.gen'
import type { SuppressionOut } from '../../api/notifications/types.gen'
import { getPersonOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { showError, showSuccess } from '../../ui/toast'
import { heldKey } from './queries'

export function useHeldColumns(): Column<SuppressionOut>[] {
  const { t } = useTranslation('mail_texts')
  const language = useLanguage()
  return [
    {
      id: 'whose',
      header: t('whose'),
      cell: (row) => <Whose id={row.account_id} />,
    },
    { id: 'why', header: t('why'), cell: (row) => t(`cause.${row.cause}`, { code: row.code ?? '' }) },
    { id: 'since', header: t('since'), cell: (row) => datetime(language, row.created_at) },
    { id: 'lift', header: t('action'), cell: (row) => <LiftButton id={row.id} /> },
  ]
}

/** The registry says who it is, to those who may know. */
function Whose({ id }: { id: string }) {
  const { t } = useTranslation('mail_texts')
  const { data } = useQuery({ ...getPersonOptions({ path: { account_id: id } }), retry: false })
  return (
    <Link to="/people/$id" params={{ id }}>
      {data?.display_name ?? t('person')}
    </Link>
  )
}

function LiftButton({ id }: { id: string }) {
  const { t } = useTranslation('mail_texts')
  const cache = useQueryClient()
  const lift = useMutation({
    mutationFn: () => liftSuppression({ path: { suppression_id: id }, throwOnError: true }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: heldKey })
      showSuccess(t('lifted'))
    },
    onError: showError,
  })
  return (
    <Button size="xsmall" variant="secondary" loading={lift.isPending} onClick={() => lift.mutate()}>
      {t('lift')}
    </Button>
  )
}
