import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ProjectOut, ProjectRoleKind } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { datetime, list } from '../../lib/format'
import { languageNames, languages } from '../../lib/languages'
import { usePeriod } from '../../lib/period'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { Money } from '../../ui/money'
import { SummaryList } from '../../ui/summary-list'
import { roleKinds } from './statuses'

export function ProjectFacts({ project }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  const language = useLanguage()
  const { countryName } = useCountries()
  const pick = usePickText()
  const period = usePeriod()
  const { programme, network, budget } = project
  return (
    <SummaryList
      items={[
        {
          term: t('programme'),
          value: (
            <Link to="/programmes/$id" params={{ id: programme.id }}>
              <LocalisedView text={programme.title} original={programme.original_language} />
            </Link>
          ),
        },
        {
          term: t('network'),
          value: network && (
            <Link to="/networks/$id" params={{ id: network.id }}>
              {network.code} <LocalisedView text={network.name} original={network.original_language} />
            </Link>
          ),
        },
        { term: t('period'), value: period(project.starts_on, project.ends_on) || t('not_given') },
        { term: t('countries'), value: project.countries.map(countryName).join(', ') || t('no_country') },
        { term: t('themes'), value: project.themes.map(({ name }) => pick(name)).join(', ') },
        ...roleKinds.map((kind) => ({ term: t(`role.${kind}`), value: holders(project, kind) })),
        {
          term: t('budget'),
          value:
            budget.length > 0 &&
            budget.map(({ amount, currency }) => (
              <span key={currency} className="block">
                <Money amount={amount} currency={currency} />
              </span>
            )),
        },
        { term: t('original_language'), value: <Languages project={project} /> },
        { term: t('changed_at'), value: datetime(language, project.updated_at) },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}

/** Null when nobody has the role: it is then not mentioned. */
function holders(project: ProjectOut, kind: ProjectRoleKind) {
  const found = project.roles.filter(({ role }) => role === kind)
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

function Languages({ project: { title, original_language } }: { project: ProjectOut }) {
  const { t } = useTranslation('projects')
  const language = useLanguage()
  const others = languages.filter((tag) => tag !== original_language && title[tag])
  const names = others.map((tag) => languageNames[tag])
  return (
    <>
      {languageNames[original_language]}
      {names.length > 0 && (
        <span className="block small subtle">{t('translated_to', { languages: list(language, names) })}</span>
      )}
    </>
  )
}
