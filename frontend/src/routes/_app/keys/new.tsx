import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { issueMachineMutation, listMachinesQueryKey } from '../../../api/registry/@tanstack/react-query.gen'
import type { MachineIssued } from '../../../api/registry/types.gen'
import { KeyForm } from '../../../features/keys/key-form'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'

const SecretPanel = lazy(() =>
  import('../../../features/keys/secret-panel').then((part) => ({ default: part.SecretPanel })),
)

export const Route = createFileRoute('/_app/keys/new')({ loader: laterTexts, component: NewKey })

function NewKey() {
  const { t } = useTranslation('keys')
  const navigate = useNavigate()
  const cache = useQueryClient()
  // In memory alone: whoever loads the page again sees the secret no more.
  const [issued, setIssued] = useState<MachineIssued>()
  const issue = useMutation({
    ...issueMachineMutation(),
    onSuccess: (made) => {
      setIssued(made)
      return cache.invalidateQueries({ queryKey: listMachinesQueryKey() })
    },
  })
  const crumbs = [{ label: t('title'), link: { to: '/keys' as const } }]
  const leave = () => void navigate({ to: '/keys' })
  if (issued) {
    return (
      <>
        <PageHeader title={t('made_now', { name: issued.machine.name })} crumbs={crumbs} />
        <Suspense>
          <SecretPanel issued={issued} />
        </Suspense>
        <p>
          <Button onClick={leave}>{issued.secret ? t('kept') : t('to_list')}</Button>
        </p>
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('new')} lead={t('new_lead')} crumbs={crumbs} />
      <KeyForm onSubmit={(body) => issue.mutateAsync({ body })} onCancel={leave} />
    </>
  )
}
