import { Button, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeOwnAccountMutation } from '../../api/registry/@tanstack/react-query.gen'
import { type Session, sessionQuery } from '../../lib/session'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { Section } from './section'

/** What others see of one; the address is how one signs in. */
export function ProfileSection({ session }: { session: Session }) {
  const { t } = useTranslation('account')
  const { account } = session
  const [name, setName] = useState(account.display_name)
  const cache = useQueryClient()
  const change = useMutation({
    ...changeOwnAccountMutation(),
    onSuccess: async () => {
      showSuccess(t('profile.saved'))
      await cache.refetchQueries({ queryKey: sessionQuery().queryKey })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({
      body: { display_name: name.trim() },
      headers: { 'if-match': `"${account.version}"` },
    })
  }
  const changed = name.trim() !== account.display_name && name.trim() !== ''
  return (
    <Section title={t('profile.title')}>
      <form noValidate onSubmit={send}>
        {change.error && <InlineError error={change.error} />}
        <TextField label={t('email')} value={account.email} readOnly />
        <TextField
          label={t('profile.name')}
          autoComplete="name"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="secondary" disabled={!changed} loading={change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Section>
  )
}
