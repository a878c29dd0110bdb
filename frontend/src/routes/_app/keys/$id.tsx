import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getMachineOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { KeyState } from '../../../features/keys/key-state'
import { KeySummary } from '../../../features/keys/key-summary'
import { RenewButton } from '../../../features/keys/renew-button'
import { RevokeButton } from '../../../features/keys/revoke-button'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'

const query = (id: string) => getMachineOptions({ path: { machine_id: id } })

export const Route = createFileRoute('/_app/keys/$id')({
  loader: ({ context, params }) =>
    Promise.all([context.queryClient.ensureQueryData(query(params.id)), laterTexts()]),
  component: Key,
})

function Key() {
  const { t } = useTranslation('keys')
  const { id } = Route.useParams()
  const { data: machine } = useSuspenseQuery(query(id))
  const isLive = machine.state === 'active'
  return (
    <>
      <PageHeader
        title={machine.name}
        crumbs={[{ label: t('title'), link: { to: '/keys' } }]}
        tags={<KeyState machine={machine} />}
        actions={
          isLive && (
            <>
              {/* A client that signs has its public keys changed through the API. */}
              {machine.key_ids === null && <RenewButton machine={machine} />}
              <RevokeButton machine={machine} />
            </>
          )
        }
      />
      <KeySummary machine={machine} />
    </>
  )
}
