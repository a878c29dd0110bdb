import { Button, Heading } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { acceptInvitationMutation } from '../api/registry/@tanstack/react-query.gen'
import { lookUpInvitation } from '../api/registry/sdk.gen'
import type { InvitationAccepted, InvitationOffer } from '../api/registry/types.gen'
import { Offer } from '../features/invitations/offer'
import { type ProviderProblem, problems } from '../features/single-sign-on/providers'
import { laterTexts, setLanguage } from '../i18n'
import { isLanguage } from '../lib/languages'
import { choice, searchSchema } from '../lib/search'
import { type Session, sessionQuery, useSetSession } from '../lib/session'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { SignInForm } from '../shell/sign-in-form'
import { BridgeMark } from '../shell/wordmark'
import { InlineError } from '../ui/inline-error'
import { showSuccess } from '../ui/toast'

const NewcomerForm = lazy(() =>
  import('../features/invitations/newcomer-form').then((part) => ({ default: part.NewcomerForm })),
)

const ProviderAcceptance = lazy(() =>
  import('../features/single-sign-on/provider-acceptance').then((part) => ({
    default: part.ProviderAcceptance,
  })),
)
const ProviderProblemAlert = lazy(() =>
  import('../features/single-sign-on/provider-problem').then((part) => ({
    default: part.ProviderProblemAlert,
  })),
)

const search = searchSchema({ problem: choice(problems) })

/** Where an invitation's link leads. Its secret stands behind the hash: it is never sent with an address. */
export const Route = createFileRoute('/invitation')({
  validateSearch: search,
  loader: laterTexts,
  component: InvitationPage,
})

function InvitationPage() {
  const { t } = useTranslation('invitations')
  const [token] = useState(() => globalThis.location.hash.slice(1))
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      const { data } = await lookUpInvitation({ body: { token }, throwOnError: true })
      // Whoever is new here reads it in the language that they were written to in.
      if (!localStorage.getItem('bromost.language')) await setLanguage(data.language)
      return data
    },
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { problem } = Route.useSearch()
  useTitle(t('page_title'))
  return (
    <BarePage>
      <div className="sign-in__card">
        <BridgeMark />
        {offer.data ? (
          <Acceptance token={token} offer={offer.data} />
        ) : problem && !token ? (
          <NotAccepted problem={problem} />
        ) : offer.error || !token ? (
          <NotValid error={offer.error} />
        ) : (
          <p aria-busy="true">…</p>
        )}
      </div>
    </BarePage>
  )
}

function NotValid({ error }: { error: unknown }) {
  const { t } = useTranslation('invitations')
  const gone = !error || (isApiError(error) && error.problem.status === 404)
  return (
    <>
      <Heading level="1" size="large">
        {t('not_valid')}
      </Heading>
      {gone ? <p className="flush">{t('not_valid_hint')}</p> : <InlineError error={error} />}
      <Link to="/sign-in">{t('to_sign_in')}</Link>
    </>
  )
}

/** Back from a provider without having accepted. The link's secret stayed behind: only its receiver has it. */
function NotAccepted({ problem }: { problem: ProviderProblem }) {
  const { t } = useTranslation('invitations')
  return (
    <>
      <Heading level="1" size="large">
        {t('page_title')}
      </Heading>
      <Suspense>
        <ProviderProblemAlert problem={problem} />
      </Suspense>
      {problem !== 'invitation_not_valid' && <p className="flush">{t('open_link_again')}</p>}
    </>
  )
}

function Acceptance({ token, offer }: { token: string; offer: InvitationOffer }) {
  const session = useQuery({ ...sessionQuery(), retry: false })
  const [accepted, setAccepted] = useState<InvitationAccepted>()
  if (accepted) return <Welcome accepted={accepted} />
  if (session.isPending) return <p aria-busy="true">…</p>
  return (
    <>
      <Offer offer={offer} />
      {session.data ? (
        <AsSignedIn token={token} session={session.data} />
      ) : (
        <AsNobody token={token} email={offer.email} onAccepted={setAccepted} />
      )}
    </>
  )
}

function AsSignedIn({ token, session }: { token: string; session: Session }) {
  const { t } = useTranslation('invitations')
  const navigate = useNavigate()
  const accept = useMutation({
    ...acceptInvitationMutation(),
    onSuccess: async () => {
      showSuccess(t('accepted_now'))
      // What one may do has changed: all is read anew.
      globalThis.setTimeout(() => globalThis.location.assign('/'), 0)
      await navigate({ to: '/' })
    },
  })
  return (
    <>
      <p className="flush">{t('accept_as', { name: session.account.display_name })}</p>
      {accept.error && <InlineError error={accept.error} />}
      <Button loading={accept.isPending} onClick={() => accept.mutate({ body: { token } })}>
        {t('accept')}
      </Button>
    </>
  )
}

interface AsNobodyProps {
  token: string
  email: string
  onAccepted: (accepted: InvitationAccepted) => void
}

function AsNobody({ token, email, onAccepted }: AsNobodyProps) {
  const { t } = useTranslation('invitations')
  const [known, setKnown] = useState(false)
  const setSession = useSetSession()
  return (
    <>
      <Heading level="2" size="small">
        {known ? t('sign_in_first') : t('new_here')}
      </Heading>
      {known ? (
        <SignInForm email={email} onSignedIn={setSession} />
      ) : (
        <Suspense>
          <NewcomerForm token={token} onAccepted={onAccepted} />
          <ProviderAcceptance token={token} />
        </Suspense>
      )}
      <Button size="small" variant="tertiary" onClick={() => setKnown(!known)}>
        {known ? t('no_account_yet') : t('have_account')}
      </Button>
    </>
  )
}

function Welcome({ accepted }: { accepted: InvitationAccepted }) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had the focus is gone; what comes instead begins here.
  useEffect(() => heading.current?.focus(), [])
  const { t } = useTranslation('invitations')
  const navigate = useNavigate()
  const setSession = useSetSession()
  const enter = async (session: Session) => {
    setSession(session)
    if (isLanguage(session.account.locale)) await setLanguage(session.account.locale)
    await navigate({ to: '/' })
  }
  return (
    <>
      <Heading level="1" size="large" ref={heading} tabIndex={-1}>
        {t('welcome', { name: accepted.account.display_name })}
      </Heading>
      <p className="flush">{t('welcome_text')}</p>
      <SignInForm email={accepted.email} onSignedIn={enter} />
    </>
  )
}
