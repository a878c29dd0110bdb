import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkedIdentities } from '../../features/single-sign-on/linked-identities'
import { problems } from '../../features/single-sign-on/providers'
import { choice, searchSchema } from '../../lib/search'
import { useSession } from '../../lib/session'
import { PageHeader } from '../../ui/page-header'

const MyData = lazy(() => import('../../features/privacy/my-data').then((part) => ({ default: part.MyData })))

export const Route = createFileRoute('/_app/account')({
  validateSearch: searchSchema({ problem: choice(problems) }),
  component: OwnAccount,
})

/** One's own account: a section for each way in. */
function OwnAccount() {
  const { t } = useTranslation('account')
  const { problem } = Route.useSearch()
  const account = useSession()?.account
  return (
    <>
      <PageHeader title={t('title')} lead={account && `${account.display_name} · ${account.email}`} />
      <div className="stack">
        <LinkedIdentities problem={problem} />
        <Suspense>{account && <MyData accountId={account.id} />}</Suspense>
      </div>
    </>
  )
}
