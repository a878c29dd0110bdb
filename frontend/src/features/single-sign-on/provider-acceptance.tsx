import { Button } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { acceptInvitationAtProviderMutation } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { providersQuery } from './providers'
import './single-sign-on.css'

/** Accept without a password, as whoever a provider says that one is; nothing where there is none. */
export function ProviderAcceptance({ token }: { token: string }) {
  const { t } = useTranslation(['invitations', 'single-sign-on'])
  const language = useLanguage()
  const pick = usePickText()
  const { data } = useQuery(providersQuery())
  const leave = useMutation({
    ...acceptInvitationAtProviderMutation(),
    onSuccess: ({ url }) => url && window.location.assign(url),
  })
  if (!data?.items.length) return null
  return (
    <section aria-label={t('single-sign-on:ways')} className="provider-buttons">
      <p className="provider-buttons__or">{t('single-sign-on:or')}</p>
      {leave.error && <InlineError error={leave.error} />}
      {data.items.map(({ id, names }) => (
        <Button
          key={id}
          variant="secondary"
          loading={leave.isPending && leave.variables.path.provider === id}
          onClick={() => leave.mutate({ path: { provider: id }, body: { token, locale: language } })}
        >
          {t('accept_with', { provider: pick(names) })}
        </Button>
      ))}
    </section>
  )
}
