import { Button, Heading } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  linkIdentityMutation,
  listOwnIdentitiesOptions,
  listOwnIdentitiesQueryKey,
  unlinkIdentityMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { IdentityOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { ProviderProblemAlert } from './provider-problem'
import { type ProviderProblem, providersQuery } from './providers'
import './single-sign-on.css'

/** One's own ways in through providers: see them, add one, take one away. */
export function LinkedIdentities({ problem }: { problem?: ProviderProblem | undefined }) {
  const { t } = useTranslation('single-sign-on')
  const providers = useQuery(providersQuery())
  const identities = useQuery(listOwnIdentitiesOptions())
  const [removed, setRemoved] = useState<IdentityOut>()
  const found = identities.data?.items ?? []
  if (!providers.data?.items.length && !found.length && !problem) return null
  return (
    <section aria-labelledby="identities" className="stack">
      <Heading level="2" size="small" id="identities">
        {t('identities')}
      </Heading>
      {problem && <ProviderProblemAlert problem={problem} />}
      <p className="flush subtle">{found.length ? t('identities_lead') : t('identities_none')}</p>
      {identities.error && <InlineError error={identities.error} retry={identities.refetch} />}
      <ul className="identities">
        {found.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} onRemove={() => setRemoved(identity)} />
        ))}
      </ul>
      <LinkButtons linked={found.map(({ provider }) => provider)} />
      {removed && <UnlinkDialog identity={removed} close={() => setRemoved(undefined)} />}
    </section>
  )
}

function IdentityRow({ identity, onRemove }: { identity: IdentityOut; onRemove: () => void }) {
  const { t } = useTranslation('single-sign-on')
  const language = useLanguage()
  const name = usePickText()(identity.names)
  const used = identity.last_used_at
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <p className="flush small subtle">
          {t('linked_at', { date: dat(language, identity.linked_at) })}
          {' · '}
          {used ? t('last_used_at', { date: dat(language, used) }) : t('never_used')}
        </p>
      </div>
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        aria-label={`${t('unlink')}: ${name}`}
        onClick={onRemove}
      >
        {t('unlink')}
      </Button>
    </li>
  )
}

function LinkButtons({ linked }: { linked: string[] }) {
  const { t } = useTranslation('single-sign-on')
  const pick = usePickText()
  const { data } = useQuery(providersQuery())
  const others = data?.items.filter(({ id }) => !linked.includes(id)) ?? []
  const link = useMutation({
    ...linkIdentityMutation(),
    onSuccess: ({ url }) => url && window.location.assign(url),
  })
  return (
    <>
      {link.error && <InlineError error={link.error} />}
      <div className="identities__add">
        {others.map(({ id, names }) => (
          <Button
            key={id}
            size="small"
            variant="secondary"
            loading={link.isPending && link.variables.body.provider === id}
            onClick={() => link.mutate({ body: { provider: id } })}
          >
            {t('link_with', { provider: pick(names) })}
          </Button>
        ))}
      </div>
    </>
  )
}

function UnlinkDialog({ identity, close }: { identity: IdentityOut; close: () => void }) {
  const { t } = useTranslation('single-sign-on')
  const cache = useQueryClient()
  const name = usePickText()(identity.names)
  const unlink = useMutation({
    ...unlinkIdentityMutation(),
    onSuccess: () => {
      showSuccess(t('unlinked', { provider: name }))
      return cache.invalidateQueries({ queryKey: listOwnIdentitiesQueryKey() })
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={close}
      title={t('unlink_title', { provider: name })}
      confirm={t('unlink')}
      onConfirm={() => unlink.mutateAsync({ path: { identity_id: identity.id } })}
      danger
    >
      <p className="flush">{t('unlink_text')}</p>
    </ConfirmDialog>
  )
}
