import './people.css'
import { Heading } from '@navikt/ds-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, datetime } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { SummaryList } from '../../ui/summary-list'
import { Memberships } from './memberships'
import { Roles } from './roles'

// Comes after the page itself: it asks nothing until somebody chooses.
const AccessPanel = lazy(() => import('./access-panel').then((part) => ({ default: part.AccessPanel })))
const PersonSessions = lazy(() =>
  import('./person-sessions').then((part) => ({ default: part.PersonSessions })),
)

export function PersonView({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  return (
    <div className="stack">
      <Facts person={person} />
      <Part title={t('roles')} hint={t('roles_hint')}>
        <Roles person={person} />
      </Part>
      <Part title={t('memberships')} hint={t('memberships_hint')}>
        <Memberships person={person} />
      </Part>
      {person.may.end_sessions && (
        <Part title={t('signed_in')} hint={t('sessions_hint')}>
          <Suspense>
            <PersonSessions person={person} />
          </Suspense>
        </Part>
      )}
      <Part title={t('why')} hint={t('why_hint')}>
        <Suspense>
          <AccessPanel person={person} />
        </Suspense>
      </Part>
    </div>
  )
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="panel stack stack--close">
      <div>
        <Heading level="2" size="small">
          {title}
        </Heading>
        <p className="flush subtle measure">{hint}</p>
      </div>
      {children}
    </section>
  )
}

function Facts({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const { email, locale, created_at, last_seen_at } = person
  return (
    <SummaryList
      items={[
        { term: t('email'), value: email && <a href={`mailto:${email}`}>{email}</a> },
        { term: t('language'), value: <span lang={locale}>{languageNames[locale]}</span> },
        { term: t('since'), value: dat(language, created_at) },
        { term: t('last_seen'), value: last_seen_at && datetime(language, last_seen_at) },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}
