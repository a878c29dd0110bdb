import { useTranslation } from 'react-i18next'
import { useMay } from '../../lib/session'
import { EmptyState } from '../../ui/empty-state'
import { LinkButton } from '../../ui/link-button'

/** A new installation: what it is for, and the quickest way to have something in it. */
export function FirstSteps() {
  const { t } = useTranslation('overview')
  const mayImport = useMay('import.write')
  const mayRegister = useMay('organisation.write')
  const actions = (mayImport || mayRegister) && (
    <div className="form__buttons">
      {mayImport && <LinkButton to={'/imports/new' as '/'}>{t('empty.import')}</LinkButton>}
      {mayRegister && (
        <LinkButton to="/organisations/new" variant="secondary">
          {t('empty.register')}
        </LinkButton>
      )}
    </div>
  )
  return (
    <EmptyState title={t('empty.title')} action={actions}>
      {actions ? t('empty.text') : t('empty.ask')}
    </EmptyState>
  )
}
