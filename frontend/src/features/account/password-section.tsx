import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import {
  changeOwnPasswordMutation,
  getOwnFactorsQueryKey,
  listOwnSessionsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { FactorsOut } from '../../api/registry/types.gen'
import { sessionQuery } from '../../lib/session'
import { useFieldErrorText } from '../../ui/error-text'
import { InlineError } from '../../ui/inline-error'
import { PasswordField } from '../../ui/password-field'
import { showSuccess } from '../../ui/toast'
import { Section } from './section'

export function PasswordSection({ factors }: { factors: FactorsOut }) {
  const { t } = useTranslation('account')
  const fieldText = useFieldErrorText()
  const [current, setCurrent] = useState('')
  const [wanted, setWanted] = useState('')
  const cache = useQueryClient()
  const change = useMutation({
    ...changeOwnPasswordMutation(),
    onSuccess: async () => {
      setCurrent('')
      setWanted('')
      showSuccess(t('password.changed'))
      for (const queryKey of [getOwnFactorsQueryKey(), listOwnSessionsQueryKey(), sessionQuery().queryKey])
        await cache.invalidateQueries({ queryKey })
    },
  })
  const field = isApiError(change.error) ? change.error.problem.fields[0] : undefined
  const errorOf = (name: string) =>
    field?.loc[1] === name ? fieldText(field.code, field.message) : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      body: {
        new_password: wanted || ' ',
        ...(factors.has_password ? { current_password: current } : {}),
      },
    })
  }
  return (
    <Section title={t('password.title')} lead={factors.has_password ? undefined : t('password.none')}>
      <form noValidate onSubmit={send}>
        {change.error && !field && <InlineError error={change.error} />}
        {factors.has_password && (
          <PasswordField
            label={t('password.current')}
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            error={errorOf('current_password')}
          />
        )}
        <PasswordField
          label={t('password.new')}
          description={t('password.hint')}
          autoComplete="new-password"
          value={wanted}
          onChange={setWanted}
          error={errorOf('new_password')}
        />
        <Button type="submit" variant="secondary" loading={change.isPending}>
          {t('password.submit')}
        </Button>
      </form>
    </Section>
  )
}
