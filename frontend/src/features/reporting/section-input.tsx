import './reporting.css'
import { Button, LocalAlert, Textarea } from '@navikt/ds-react'
import { type ReactNode, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationRef, ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Language } from '../../lib/languages'
import { LeaveGuard } from '../../ui/form/leave-guard'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { SaveStatus } from '../../ui/save-status'
import { useAutosave } from './use-autosave'

interface SectionInputProps {
  report: ReportOut
  section: ReportSectionOut
  language: Language
  /** Of a figure, whose name stands above it. */
  isExplanation?: boolean
  /** Who says it in words of its own. */
  partner?: OrganisationRef
  /** What stands below it; it may put words into the text, and take them out again. */
  below?: (put: Put) => ReactNode
}

/** Puts words at the end of the text, and gives what takes them out again. */
export type Put = (words: string) => () => void

/** Where a section is written: what is missing is led to. */
export const fieldOf = (section: string) => `section-${section}`

/** A text of a report that is saved as it is written. */
export function SectionInput({ report, section: whole, language, ...of }: SectionInputProps) {
  const { isExplanation = false, partner, below } = of
  const { t } = useTranslation('reporting')
  const shown = useLanguage()
  const pick = usePickText()
  const { section, words, state, error, theirs, change, edit, save, settle } = useAutosave(
    report.id,
    whole,
    partner?.id,
  )
  const put: Put = (said) => {
    let added = said
    edit(language, (text) => {
      added = text.trim() ? `\n\n${said}` : said
      return text + added
    })
    return () => edit(language, (text) => text.replace(added, ''))
  }
  const leaving = useRef(false)
  const status = useId()
  const text = words[language] ?? ''
  const left = section.max_characters - [...text].length
  const name = pick(section.title, report.original_language)
  const title = isExplanation ? t('figures.why_of', { name }) : name
  const by = section.written_by?.display_name
  const room = left < 0 ? t('sections.over', { count: -left }) : t('sections.left', { count: left })
  return (
    <div className="stack-small">
      <Textarea
        id={fieldOf(section.section) + (partner?.id ?? '')}
        size="small"
        label={
          partner
            ? t('own_words.of', { name: partner.name, title })
            : `${title} (${t(section.is_mandatory ? 'sections.mandatory' : 'sections.optional')})`
        }
        description={(!partner && pick(section.guidance, report.original_language)) || undefined}
        error={left < 0 ? room : undefined}
        aria-describedby={status}
        lang={language}
        dir="auto"
        minRows={isExplanation ? 2 : 4}
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
      {below?.(put)}
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
