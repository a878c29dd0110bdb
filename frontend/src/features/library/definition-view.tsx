import './library.css'
import { useTranslation } from 'react-i18next'
import type { DefinitionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { type Language, languageNames, languages } from '../../lib/languages'
import { RuleView } from '../../ui/rule/rule-view'
import { StatusTag } from '../../ui/status-tag'
import { DraftPanel } from './draft-panel'
import { draftOf, shownVersion } from './queries'
import { Uses } from './uses'
import { VersionChanges } from './version-changes'

/** What a definition says, how it came to say so, and who goes by it. */
export function DefinitionView({
  definition,
  after,
}: {
  definition: DefinitionOut
  after: string | undefined
}) {
  const { t } = useTranslation('library')
  const shown = shownVersion(definition)
  const draft = draftOf(definition)
  const others = languages.filter((tag) => shown.name[tag])
  return (
    <div className="stack">
      {draft && definition.may_change && !definition.archived && (
        <DraftPanel definition={definition} draft={draft} />
      )}
      <div className="columns columns--main">
        <section className="panel" aria-labelledby="says">
          <h2 id="says">{t('says')}</h2>
          <RuleView rule={shown} original={shown.original_language} />
        </section>
        <div className="stack">
          <section className="panel" aria-labelledby="names">
            <h2 id="names">{t('name')}</h2>
            <Names names={shown.name} tags={others} />
          </section>
          <section className="panel" aria-labelledby="versions">
            <h2 id="versions">{t('versions')}</h2>
            <Versions definition={definition} />
          </section>
        </div>
      </div>
      {/* No region of its own: the table in it is one, of the same name. */}
      <div>
        <h2>{t('uses')}</h2>
        <Uses id={definition.id} after={after} />
      </div>
    </div>
  )
}

function Names({ names, tags }: { names: Partial<Record<Language, string>>; tags: Language[] }) {
  return (
    <dl className="summary-list">
      {tags.map((tag) => (
        <div key={tag}>
          <dt lang={tag}>{languageNames[tag]}</dt>
          <dd lang={tag}>{names[tag]}</dd>
        </div>
      ))}
    </dl>
  )
}

function Versions({ definition }: { definition: DefinitionOut }) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const shown = shownVersion(definition)
  return (
    <ol className="version-list" reversed>
      {definition.versions.map((version, index) => {
        const before = definition.versions[index + 1]
        return (
          <li key={version.id}>
            <div className="version-list__head">
              <strong>{t('version', { number: version.number })}</strong>
              {version.published_at ? (
                <span className="small subtle">
                  {t('published_on', { day: dat(language, version.published_at) })}
                </span>
              ) : (
                <StatusTag status="draft" tone="warning" label={t('draft')} />
              )}
              {version === shown && version.published_at && (
                <StatusTag status="active" label={t('in_force')} />
              )}
              <span className="small">{t('uses_count', { count: version.use_count })}</span>
            </div>
            {before ? (
              <VersionChanges before={before} after={version} />
            ) : (
              <span className="small subtle">{t('first_version')}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
