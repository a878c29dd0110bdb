import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { usePickText } from '../../ui/localised-view'
import { providersQuery, signInAddress } from './providers'
import './single-sign-on.css'

/** The other ways to sign in; nothing at all where the installation has none. */
export function ProviderButtons({ returnTo }: { returnTo: string | undefined }) {
  const { t } = useTranslation('single-sign-on')
  const language = useLanguage()
  const pick = usePickText()
  const { data } = useQuery(providersQuery())
  if (!data?.items.length) return null
  return (
    <section aria-label={t('ways')} className="provider-buttons">
      <p className="provider-buttons__or">{t('or')}</p>
      {data.items.map(({ id, names }) => (
        <Button key={id} as="a" role="link" variant="secondary" href={signInAddress(id, language, returnTo)}>
          {t('sign_in_with', { provider: pick(names) })}
        </Button>
      ))}
    </section>
  )
}
