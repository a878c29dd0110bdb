import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MyData } from '../../../features/privacy/my-data'
import { useSession } from '../../../lib/session'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/privacy/mine')({ component: Mine })

function Mine() {
  const { t } = useTranslation('privacy')
  const session = useSession()
  return (
    <>
      <PageHeader title={t('my_data.title')} />
      {session && <MyData accountId={session.account.id} />}
    </>
  )
}
