import { BodyLong, Button, Heading } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { resetPasswordMutation } from '../api/registry/@tanstack/react-query.gen'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { useFieldErrorText } from '../ui/error-text'
import { InlineError } from '../ui/inline-error'
import { PasswordField } from '../ui/password-field'

export const Route = createFileRoute('/reset')({ component: Reset })

function Reset() {
  const { t } = useTranslation('account')
  // Behind the #, so that no server and no other page is ever told of it.
  const [token] = useState(() => globalThis.location.hash.slice(1))
  const [password, setPassword] = useState('')
  const reset = useMutation(resetPasswordMutation())
  const fieldText = useFieldErrorText()
  useTitle(t('reset.title'))
  const send = (event: FormEvent) => {
    event.preventDefault()
    reset.mutate({ body: { token: token || '-', new_password: password || ' ' } })
  }
  const field = isApiError(reset.error) ? reset.error.problem.fields[0] : undefined
  return (
    <BarePage>
      <div className="sign-in__card">
        <Heading level="1" size="large">
          {t('reset.title')}
        </Heading>
        {reset.isSuccess ? (
          <BodyLong role="status">{t('reset.done')}</BodyLong>
        ) : (
          <form noValidate className="sign-in-form" onSubmit={send}>
            {reset.error && !field && <InlineError error={reset.error} />}
            <PasswordField
              label={t('password.new')}
              description={t('password.hint')}
              autoComplete="new-password"
              value={password}
              onChange={setPassword}
              error={field ? fieldText(field.code, field.message) : undefined}
            />
            <Button type="submit" loading={reset.isPending}>
              {t('reset.submit')}
            </Button>
          </form>
        )}
        <Link to="/sign-in">{t('forgotten.back')}</Link>
      </div>
    </BarePage>
  )
}
