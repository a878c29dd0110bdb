import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTitle } from '../lib/use-title'
import { EmptyState } from '../ui/empty-state'

export function NotFound() {
  const { t } = useTranslation('shell')
  useTitle(t('not_found.title'))
  return (
    <EmptyState level="1" title={t('not_found.title')} action={<Link to="/">{t('not_found.home')}</Link>}>
      {t('not_found.text')}
    </EmptyState>
  )
}
