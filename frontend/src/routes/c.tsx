import { Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getContribution, openContribution } from '../api/indicators/sdk.gen'
import { isApiError } from '../api/problem'
import { laterTexts, setLanguage } from '../i18n'
import { useTitle } from '../lib/use-title'
import { BarePage } from '../shell/bare-page'
import { InlineError } from '../ui/inline-error'

const ContributePage = lazy(() =>
  import('../features/results/contribute/contribute-page').then((part) => ({
    default: part.ContributePage,
  })),
)

/** Where a link leads that asks for values. Its secret stands behind the hash: it is never sent with an address. */
export const Route = createFileRoute('/c')({ loader: laterTexts, component: ByLink })

const open = async (token: string) => {
  if (token) await openContribution({ body: { token }, throwOnError: true })
}

function ByLink() {
  const { t } = useTranslation('contribute')
  const [token] = useState(() => globalThis.location.hash.slice(1))
  // Kept in memory alone: nobody reads it over a shoulder, and no screenshot has it.
  useEffect(() => globalThis.history.replaceState(globalThis.history.state, '', '/c'), [])
  const asked = useQuery({
    queryKey: ['contribution', token],
    queryFn: async () => {
      await open(token)
      const { data } = await getContribution({ throwOnError: true })
      // Whoever comes by a link reads it in the language that they were written to in.
      if (!localStorage.getItem('bromost.language')) await setLanguage(data.language)
      return data
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  useTitle(t('page_title'))
  return (
    <BarePage>
      {asked.data ? (
        <Suspense fallback={<p aria-busy="true">…</p>}>
          <ContributePage asked={asked.data} reopen={() => open(token)} />
        </Suspense>
      ) : asked.error ? (
        <NotOpen error={asked.error} hasLink={token !== ''} retry={asked.refetch} />
      ) : (
        <p aria-busy="true">{t('opening')}</p>
      )}
    </BarePage>
  )
}

const ENDED = {
  link_not_valid: 'not_valid',
  not_authenticated: 'session_over',
  contribution_link_expired: 'expired',
  contribution_link_withdrawn: 'withdrawn',
} as const

interface NotOpenProps {
  error: unknown
  /** Whether the address had one; a page that is loaded anew has none either. */
  hasLink: boolean
  retry: () => unknown
}

function NotOpen({ error, hasLink, retry }: NotOpenProps) {
  const { t } = useTranslation('contribute')
  const code = isApiError(error) ? error.problem.code : ''
  if (!(code in ENDED)) return <InlineError error={error} retry={retry} />
  const ended = ENDED[code as keyof typeof ENDED]
  const why = ended === 'session_over' && !hasLink ? 'no_link' : ended
  return (
    <div className="sign-in__card">
      <Heading level="1" size="large">
        {t(`ended_title.${why}`)}
      </Heading>
      <p className="flush">{t(`ended_text.${why}`)}</p>
    </div>
  )
}
