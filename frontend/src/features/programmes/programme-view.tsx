import { BodyLong, Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgrammeOut, ProgrammeRoleKind } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { usePeriod } from '../../lib/period'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'
import { roleKinds } from './role-kinds'

export function ProgrammeView({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('programmes')
  const { description, goals, original_language } = programme
  return (
    <div className="columns columns--main">
      <div className="stack">
        <Part title={t('description')}>
          {description ? (
            <LocalisedView
              as={BodyLong}
              className="keep-lines"
              text={description}
              original={original_language}
            />
          ) : (
            <p className="flush subtle">{t('no_description')}</p>
          )}
        </Part>
        <Part title={t('goals')}>
          {goals.length > 0 ? (
            <ol className="goals">
              {goals.map(({ id, text }) => (
                <LocalisedView key={id} as="li" text={text} original={original_language} />
              ))}
            </ol>
          ) : (
            <p className="flush subtle">{t('no_goals')}</p>
          )}
        </Part>
        {programme.themes.length > 0 && (
          <Part title={t('themes')}>
            <Themes programme={programme} />
          </Part>
        )}
      </div>
      <Part title={t('facts')}>
        <Facts programme={programme} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel">
      <Heading level="2" size="small" spacing>
        {title}
      </Heading>
      {children}
    </section>
  )
}

function Themes({ programme: { id, themes } }: { programme: ProgrammeOut }) {
  const pick = usePickText()
  return (
    <ul className="plain-list">
      {themes.map((theme) => (
        <li key={theme.id}>
          <Link to="/projects" search={{ programme: id, theme: theme.id }}>
            {pick(theme.name)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Facts({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('programmes')
  const language = useLanguage()
  const period = usePeriod()
  const { funding_scheme, original_language } = programme
  return (
    <SummaryList
      items={[
        { term: t('code'), value: programme.code },
        { term: t('period'), value: period(programme.starts_on, programme.ends_on) || t('not_given') },
        {
          term: t('funding_scheme'),
          value: funding_scheme && <LocalisedView text={funding_scheme} original={original_language} />,
        },
        ...roleKinds.map((kind) => ({ term: t(`role.${kind}`), value: holders(programme, kind) })),
        { term: t('original_language'), value: languageNames[original_language] },
        { term: t('changed_at'), value: datetime(language, programme.updated_at) },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}

/** Null when nobody has the role: it is then not mentioned. */
function holders(programme: ProgrammeOut, kind: ProgrammeRoleKind) {
  const found = programme.roles.filter(({ role }) => role === kind)
  if (found.length === 0) return null
  return (
    <ul className="plain-list">
      {found.map(({ organisation }) => (
        <li key={organisation.id}>
          <Link to="/organisations/$id" params={{ id: organisation.id }}>
            {organisation.name}
          </Link>
        </li>
      ))}
    </ul>
  )
}
