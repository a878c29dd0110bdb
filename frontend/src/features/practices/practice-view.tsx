import { BodyLong, Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PracticeOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { languageNames, languages } from '../../lib/languages'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'

/** What was learned, where it came from and who reviewed it. */
export function PracticeView({ practice, steps }: { practice: PracticeOut; steps: ReactNode }) {
  const { t } = useTranslation('practices')
  const { summary, text, original_language } = practice
  return (
    <div className="columns columns--main">
      <div className="stack">
        <section className="panel stack">
          <Heading level="2" size="small">
            {t('summary')}
          </Heading>
          <LocalisedView as={BodyLong} className="keep-lines" text={summary} original={original_language} />
          <Heading level="2" size="small">
            {t('text')}
          </Heading>
          {text ? (
            <LocalisedView as={BodyLong} className="keep-lines" text={text} original={original_language} />
          ) : (
            <p className="flush subtle">{t('no_text')}</p>
          )}
        </section>
        {steps}
      </div>
      <section className="panel">
        <Heading level="2" size="small" spacing>
          {t('facts')}
        </Heading>
        <Facts practice={practice} />
      </section>
    </div>
  )
}

function Facts({ practice }: { practice: PracticeOut }) {
  const { t } = useTranslation('practices')
  const language = useLanguage()
  const pick = usePickText()
  const { programme, reviewed_by, reviewed_at, projects, partnerships } = practice
  return (
    <SummaryList
      items={[
        { term: t('kind_of'), value: t(`kind.${practice.kind}`) },
        {
          term: t('public'),
          value: practice.is_public ? (
            <a href={`/public/${language}/practices/${practice.id}`}>{t('open')}</a>
          ) : (
            t('no')
          ),
        },
        {
          term: t('programme'),
          value: (
            <Link to="/programmes/$id" params={{ id: programme.id }}>
              {pick(programme.title, programme.original_language)}
            </Link>
          ),
        },
        { term: t('themes'), value: practice.themes.map(({ name }) => pick(name)).join(', ') },
        {
          term: t('projects'),
          value:
            projects.length > 0 ? (
              <ul className="plain-list">
                {projects.map(({ id, code, title, original_language }) => (
                  <li key={id}>
                    <Link to="/projects/$id" params={{ id }}>
                      {code} {pick(title, original_language)}
                    </Link>
                  </li>
                ))}
              </ul>
            ) : undefined,
        },
        { term: t('partnerships'), value: partnerships.map(({ name }) => name).join(', ') },
        { term: t('languages'), value: spoken(practice).join(', ') },
        {
          term: t('reviewed'),
          value: reviewed_at && `${datetime(language, reviewed_at)} · ${reviewed_by?.display_name ?? ''}`,
        },
        { term: t('updated'), value: datetime(language, practice.updated_at) },
      ]}
    />
  )
}

/** In which languages it can be read. */
const spoken = ({ title }: PracticeOut) =>
  languages.filter((tag) => title[tag]).map((tag) => languageNames[tag])
