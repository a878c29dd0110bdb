import './reporting.css'
import { Heading, Select, Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { isLanguage, type Language, languageNames, languages } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { CommentsToggle } from './comments-toggle'
import { sectionsQuery } from './queries'
import { type Put, SectionInput } from './section-input'

// Only where a programme asks each partner.
const Parts = lazy(() => import('./parts').then((part) => ({ default: part.Parts })))

/** What a report says in words: written by whoever may, as long as it is open. */
export function Sections({ report, version }: { report: ReportOut; version: number | undefined }) {
  const { t } = useTranslation('reporting')
  const own = useLanguage()
  const { data, error, refetch } = useQuery(sectionsQuery(report.id, version))
  const [chosen, setChosen] = useState<Language>()
  if (error && !data) return <InlineError error={error} retry={refetch} />
  if (!data) return <Skeleton variant="rounded" height="8rem" />
  if (data.sections.length === 0) return null
  const filled = languages.find((tag) => data.sections.some(({ text }) => text[tag]))
  // Whoever only looks on is told nothing of who has still to write.
  const speaks = data.partners.some((one) => one.may_write)
  const waiting =
    data.may_write || speaks
      ? data.partners.filter((one) => !one.has_written).map(({ organisation }) => organisation.name)
      : []
  const language = chosen ?? filled ?? own
  const parts = (one: ReportSectionOut, put?: Put) =>
    (one.parts.length > 0 || speaks) && (
      <Suspense>
        <Parts report={report} section={one} partners={data.partners} language={language} put={put} />
      </Suspense>
    )
  return (
    <section className="panel stack">
      <div className="reporting-sections__head">
        <Heading level="2" size="small">
          {t('sections.title')}
        </Heading>
        {(data.may_write || speaks) && (
          <Select
            size="small"
            label={t('sections.language')}
            value={language}
            onChange={({ target: { value } }) => isLanguage(value) && setChosen(value)}
          >
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {languageNames[tag]}
              </option>
            ))}
          </Select>
        )}
      </div>
      {waiting.length > 0 && (
        <p className="flush subtle">{t('own_words.waiting', { names: waiting.join(', ') })}</p>
      )}
      {data.sections.map((one) => (
        <div key={one.section} className="stack-small">
          {data.may_write ? (
            <SectionInput
              report={report}
              section={one}
              language={language}
              below={(put) => parts(one, put)}
            />
          ) : (
            <>
              <Reading section={one} original={data.original_language} />
              {parts(one)}
            </>
          )}
          {!version && report.my_rights.includes('read_comments') && (
            <CommentsToggle report={report} section={one} />
          )}
        </div>
      ))}
    </section>
  )
}

function Reading({ section, original }: { section: ReportSectionOut; original: string }) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  return (
    <div>
      <Heading level="3" size="xsmall">
        {pick(section.title, original)}
      </Heading>
      {Object.keys(section.text).length === 0 ? (
        <p className="flush subtle">{t('sections.nothing')}</p>
      ) : (
        <div dir="auto" className="keep-lines">
          <LocalisedView text={section.text} original={original} />
        </div>
      )}
    </div>
  )
}
