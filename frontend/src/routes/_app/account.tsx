import { LocalAlert } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getOwnFactorsOptions,
  getOwnFactorsQueryKey,
  listOwnSessionsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import { CodesSection } from '../../features/account/codes-section'
import { PasskeySection } from '../../features/account/passkey-section'
import { PasswordSection } from '../../features/account/password-section'
import { ProfileSection } from '../../features/account/profile-section'
import { Section } from '../../features/account/section'
import { SessionsSection } from '../../features/account/sessions-section'
import { TotpSection } from '../../features/account/totp-section'
import { problems } from '../../features/single-sign-on/providers'
import { laterTexts } from '../../i18n'
import { choice, searchSchema } from '../../lib/search'
import { sessionQuery, useSession } from '../../lib/session'
import { InlineError } from '../../ui/inline-error'
import { PageHeader } from '../../ui/page-header'

const RecoveryCodesDialog = lazy(() =>
  import('../../features/account/recovery-codes').then((part) => ({ default: part.RecoveryCodesDialog })),
)
const MyData = lazy(() => import('../../features/privacy/my-data').then((part) => ({ default: part.MyData })))

const LinkedIdentities = lazy(() =>
  import('../../features/single-sign-on/linked-identities').then((part) => ({
    default: part.LinkedIdentities,
  })),
)

const ReadsSection = lazy(() =>
  import('../../features/account/reads-section').then((part) => ({ default: part.ReadsSection })),
)

const search = searchSchema({ problem: choice(problems) })

export const Route = createFileRoute('/_app/account')({
  validateSearch: search,
  loader: async ({ context }) => {
    void context.queryClient.prefetchQuery(getOwnFactorsOptions())
    await laterTexts()
  },
  component: Account,
})

function Account() {
  const { t } = useTranslation(['account', 'wishes'])
  const { problem } = Route.useSearch()
  const session = useSession()
  const factors = useQuery(getOwnFactorsOptions())
  const cache = useQueryClient()
  const [codes, setCodes] = useState<string[]>([])
  const changed = async (recoveryCodes: string[]) => {
    setCodes(recoveryCodes)
    for (const queryKey of [getOwnFactorsQueryKey(), listOwnSessionsQueryKey()])
      await cache.invalidateQueries({ queryKey })
    await cache.refetchQueries({ queryKey: sessionQuery().queryKey })
  }
  const own = factors.data
  return (
    <>
      <PageHeader title={t('title')} />
      {session?.must_add_factor && (
        <LocalAlert status="warning">
          <LocalAlert.Header>
            <LocalAlert.Title as="div">{t('must_add')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>{t('must_add_text')}</LocalAlert.Content>
        </LocalAlert>
      )}
      {session && <ProfileSection key={session.account.version} session={session} />}
      {factors.error && <InlineError error={factors.error} retry={factors.refetch} />}
      {own && (
        <>
          <PasswordSection factors={own} />
          <TotpSection factors={own} onChanged={changed} />
          <PasskeySection factors={own} onChanged={changed} />
          <CodesSection factors={own} onChanged={changed} />
        </>
      )}
      <Suspense>
        <LinkedIdentities problem={problem} />
      </Suspense>
      <SessionsSection />
      {session && (
        <Suspense>
          <MyData accountId={session.account.id} />
          <ReadsSection />
        </Suspense>
      )}
      <Section title={t('more.title')}>
        <Link to="/notifications">{t('wishes:title')}</Link>
        <Link to="/keys">{t('more.keys')}</Link>
        <Link to="/webhooks">{t('more.webhooks')}</Link>
      </Section>
      {codes.length > 0 && (
        <Suspense>
          <RecoveryCodesDialog codes={codes} onClose={() => setCodes([])} />
        </Suspense>
      )}
    </>
  )
}
