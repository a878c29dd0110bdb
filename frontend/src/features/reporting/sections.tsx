import './reporting.css'
import { Button, Heading, LocalAlert, Select, Skeleton, Textarea } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { isLanguage, type Language, languageNames, languages } from '../../lib/languages'
import { LeaveGuard } from '../../ui/form/leave-guard'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { SaveStatus } from '../../ui/save-status'
import { sectionsQuery } from './queries'
import { useAutosave } from './use-autosave'

/** What a report says in words: written by whoever may, as long as it is open. */
export function Sections({ report }: { report: ReportOut }) {
  const { t } = useTranslation('reporting')
  const own = useLanguage()
  const { data, error, refetch } = useQuery(sectionsQuery(report.id))
  const [chosen, setChosen] = useState<Language>()
  if (error && !data) return <InlineError error={error} retry={refetch} />
  if (!data) return <Skeleton variant="rounded" height="8rem" />
  if (data.sections.length === 0) return null
  const filled = languages.find((tag) => data.sections.some(({ text }) => text[tag]))
  const language = chosen ?? filled ?? own
  return (
    <section className="panel stack">
      <div className="reporting-sections__head">
        <Heading level="2" size="small">
          {t('sections.title')}
        </Heading>
        {data.may_write && (
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
      {data.sections.map((one) =>
        data.may_write ? (
          <Writing key={one.section} report={report} section={one} language={language} />
        ) : (
          <Reading key={one.section} section={one} original={data.original_language} />
        ),
      )}
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

interface WritingProps {
  report: ReportOut
  section: ReportSectionOut
  language: Language
}

function Writing({ report, section, language }: WritingProps) {
  const { t } = useTranslation('reporting')
  const shown = useLanguage()
  const pick = usePickText()
  const { words, state, error, theirs, change, save, settle } = useAutosave(report.id, section)
  const leaving = useRef(false)
  const status = useId()
  const text = words[language] ?? ''
  const left = section.max_characters - [...text].length
  const title = pick(section.title, report.original_language)
  const by = section.written_by?.display_name
  const room = left < 0 ? t('sections.over', { count: -left }) : t('sections.left', { count: left })
  return (
    <div className="stack-small">
      <Textarea
        size="small"
        label={`${title} (${t(section.is_mandatory ? 'sections.mandatory' : 'sections.optional')})`}
        description={pick(section.guidance, report.original_language) || undefined}
        error={left < 0 ? room : undefined}
        aria-describedby={status}
        lang={language}
        dir="auto"
        minRows={4}
        maxRows={24}
        value={text}
        onChange={(event) => change(language, event.target.value)}
        onBlur={() => void save?.()}
      />
      <div id={status} className="reporting-sections__foot small subtle">
        {left >= 0 && <span>{room}</span>}
        {(state !== 'saved' || section.version > 0) && <SaveStatus state={state} />}
        {by && section.updated_at && (
          <span>{t('sections.by', { name: by, when: datetime(shown, section.updated_at) })}</span>
        )}
      </div>
      {section.reason && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title>{t('sections.reason')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content className="keep-lines">{section.reason}</LocalAlert.Content>
        </LocalAlert>
      )}
      {error !== undefined && <InlineError error={error} />}
      {theirs && <Conflict theirs={theirs} language={language} onSettle={settle} />}
      <LeaveGuard dirty={state === 'failed' || state === 'unsaved'} leaving={leaving} />
    </div>
  )
}

interface ConflictProps {
  theirs: ReportSectionOut
  language: Language
  onSettle: (keep: 'mine' | 'theirs') => Promise<void>
}

function Conflict({ theirs, language, onSettle }: ConflictProps) {
  const { t } = useTranslation('reporting')
  const name = theirs.written_by?.display_name ?? t('sections.somebody')
  return (
    <LocalAlert status="error" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title>{t('sections.conflict', { name })}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p dir="auto" lang={language} className="flush keep-lines">
          {theirs.text[language]}
        </p>
        <div className="reporting-buttons">
          <Button size="small" onClick={() => void onSettle('mine')}>
            {t('sections.keep')}
          </Button>
          <Button size="small" variant="secondary" onClick={() => void onSettle('theirs')}>
            {t('sections.take')}
          </Button>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  )
}
