import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header'

export const Route = createFileRoute('/_app/')({ component: Dashboard })

function Dashboard() {
  const { t } = useTranslation('shell')
  return <PageHeader title={t('nav.dashboard')} />
}
