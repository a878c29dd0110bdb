import { BodyLong, Button, Heading, LocalAlert, TextField } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  askForPasswordResetMutation,
  listSignInMethodsOptions,
} from '../api/registry/@tanstack/react-query.gen'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { InlineError } from '../ui/inline-error'

export const Route = createFileRoute('/forgotten')({ component: Forgotten })

function Forgotten() {
  const { t } = useTranslation('account')
  const methods = useQuery(listSignInMethodsOptions())
  const ask = useMutation(askForPasswordResetMutation())
  const [email, setEmail] = useState('')
  const [missing, setMissing] = useState(false)
  useTitle(t('forgotten.title'))
  const send = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!email.includes('@'))
    if (email.includes('@')) ask.mutate({ body: { email: email.trim() } })
  }
  return (
    <BarePage>
      <div className="sign-in__card">
        <Heading level="1" size="large">
          {t('forgotten.title')}
        </Heading>
        {methods.data?.sends_mail === false ? (
          <LocalAlert status="warning" size="small">
            <LocalAlert.Header>
              <LocalAlert.Title as="div">{t('forgotten.no_mail')}</LocalAlert.Title>
            </LocalAlert.Header>
            <LocalAlert.Content>{t('forgotten.no_mail_hint')}</LocalAlert.Content>
          </LocalAlert>
        ) : ask.isSuccess ? (
          <BodyLong role="status">{t('forgotten.sent', { email: email.trim() })}</BodyLong>
        ) : (
          <form noValidate className="sign-in-form" onSubmit={send}>
            <p className="flush subtle">{t('forgotten.lead')}</p>
            {ask.error && <InlineError error={ask.error} />}
            <TextField
              label={t('email')}
              type="email"
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              error={missing ? t('forgotten.missing') : undefined}
            />
            <Button type="submit" loading={ask.isPending}>
              {t('forgotten.submit')}
            </Button>
          </form>
        )}
        <Link to="/sign-in">{t('forgotten.back')}</Link>
      </div>
    </BarePage>
  )
}
