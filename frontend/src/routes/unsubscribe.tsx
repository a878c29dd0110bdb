import { BodyLong, Button, Heading } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lookUpStopLink, stopMails } from '../api/notifications/sdk.gen'
import type { StopLinkOut } from '../api/notifications/types.gen'
import { isApiError } from '../api/problem'
import { useTopicName } from '../features/mail-texts/topic-words'
import { laterTexts, setLanguage } from '../i18n'
import { isLanguage } from '../lib/languages'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { InlineError } from '../ui/inline-error'

/** Where the link at the foot of a mail leads. Opening it stops nothing: programs that look at mails do that, too. */
export const Route = createFileRoute('/unsubscribe')({ loader: laterTexts, component: Unsubscribe })

function Unsubscribe() {
  const { t } = useTranslation('mail_texts')
  const [token] = useState(() => globalThis.location.hash.slice(1))
  const link = useQuery({
    queryKey: ['stop-link', token],
    queryFn: async () => {
      const { data } = await lookUpStopLink({ body: { token: token || '-' }, throwOnError: true })
      // In the language of the mail that it stands in.
      if (isLanguage(data.locale)) await setLanguage(data.locale)
      return data
    },
    retry: false,
  })
  useTitle(t('stop_title'))
  return (
    <BarePage>
      <div className="sign-in__card">
        <Heading level="1" size="large">
          {t('stop_title')}
        </Heading>
        {link.isPending && <p aria-busy="true">{t('stop_opening')}</p>}
        {link.error && <NoLink error={link.error} />}
        {link.data && <Stop link={link.data} token={token} />}
        <Link to="/">{t('stop_home')}</Link>
      </div>
    </BarePage>
  )
}

function NoLink({ error }: { error: unknown }) {
  const { t } = useTranslation('mail_texts')
  if (isApiError(error) && error.problem.code === 'link_not_valid') {
    return <BodyLong role="alert">{t('stop_unknown')}</BodyLong>
  }
  return <InlineError error={error} />
}

function Stop({ link, token }: { link: StopLinkOut; token: string }) {
  const { t } = useTranslation('mail_texts')
  const topic = link.topics.map(useTopicName()).join(', ')
  const stop = useMutation({
    mutationFn: async () => (await stopMails({ path: { token }, throwOnError: true })).data,
  })
  if (link.is_stopped || stop.isSuccess) {
    return <BodyLong role="status">{t('stop_done', { topic })}</BodyLong>
  }
  return (
    <>
      <BodyLong>{t('stop_text', { topic })}</BodyLong>
      {stop.error && <InlineError error={stop.error} />}
      <Button loading={stop.isPending} onClick={() => stop.mutate()}>
        {t('stop')}
      </Button>
    </>
  )
}
