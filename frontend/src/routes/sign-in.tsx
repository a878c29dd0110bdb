import { Heading } from '@navikt/ds-react'
import { createFileRoute, Link, redirect, useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { problems } from '../features/single-sign-on/providers'
import { setLanguage } from '../i18n'
import { isLanguage } from '../lib/languages'
import { choice, ownPath, searchSchema } from '../lib/search'
import { type Session, sessionQuery, useSetSession } from '../lib/session'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { SignInForm } from '../shell/sign-in-form'
import { BridgeMark } from '../shell/wordmark'

// Most installations have no providers, and most visits no problem.
const ProviderButtons = lazy(() =>
  import('../features/single-sign-on/provider-buttons').then(({ ProviderButtons }) => ({
    default: ProviderButtons,
  })),
)
const ProviderProblemAlert = lazy(() =>
  import('../features/single-sign-on/provider-problem').then(({ ProviderProblemAlert }) => ({
    default: ProviderProblemAlert,
  })),
)

const search = searchSchema({ return_to: ownPath(), problem: choice(problems) })

export const Route = createFileRoute('/sign-in')({
  validateSearch: search,
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.fetchQuery(sessionQuery()).catch(() => null)
    if (session) throw redirect({ href: search.return_to ?? '/' })
  },
  component: SignIn,
})

function SignIn() {
  const { t } = useTranslation('shell')
  const { return_to, problem } = Route.useSearch()
  const router = useRouter()
  const setSession = useSetSession()
  useTitle(t('sign_in.title'))
  const enter = async (session: Session) => {
    setSession(session)
    if (isLanguage(session.account.locale)) await setLanguage(session.account.locale)
    router.history.replace(session.must_add_factor ? '/account' : (return_to ?? '/'))
  }
  return (
    <BarePage>
      <div className="sign-in__card">
        <BridgeMark />
        <Heading level="1" size="large">
          {t('sign_in.title')}
        </Heading>
        <p className="flush subtle">{t('sign_in.lead')}</p>
        <Suspense>{problem && <ProviderProblemAlert problem={problem} />}</Suspense>
        <SignInForm onSignedIn={enter} />
        <Link to="/forgotten">{t('sign_in.forgotten')}</Link>
        <Suspense>
          <ProviderButtons returnTo={return_to} />
        </Suspense>
      </div>
      <Link to="/privacy" className="sign-in__privacy">
        {t('sign_in.privacy')}
      </Link>
    </BarePage>
  )
}
