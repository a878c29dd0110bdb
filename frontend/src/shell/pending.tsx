import { Loader } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

export function Pending() {
  const { t } = useTranslation()
  return (
    <div className="pending" role="status">
      <Loader size="2xlarge" title={t('loading')} />
    </div>
  )
}
