import './reporting.css'
import { Button, Heading, Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFigures, ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { languages } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { figuresQuery } from './queries'
import { SectionInput } from './section-input'
import { Spending } from './spending'

interface FiguresProps {
  report: ReportOut
  version: number | undefined
  /** The rows of the indicators, with what belongs below each of them. */
  children: (told: ReportFigures, words: (section: ReportSectionOut) => ReactNode) => ReactNode
}

/** What a report tells in figures: results and money, each with how its deviation is explained. */
export function Figures({ report, version, children }: FiguresProps) {
  const { t } = useTranslation('reporting')
  const { data, error, refetch } = useQuery(figuresQuery(report.id, version))
  if (error && !data) return <InlineError error={error} retry={refetch} />
  if (!data) return <Skeleton variant="rounded" height="8rem" />
  const words = (section: ReportSectionOut) => (
    <Explained key={section.section} report={report} section={section} may={data.may_write} />
  )
  return (
    <>
      {data.rows.length > 0 && (
        <section className="panel stack">
          <Heading level="2" size="small">
            {t('figures.title')}
          </Heading>
          {children(data, words)}
        </section>
      )}
      {data.spending && data.spending.lines.length > 0 && (
        <section className="panel stack">
          <Heading level="2" size="small">
            {t('spending.title')}
          </Heading>
          <Spending lines={data.spending.lines} />
          {words(data.spending.words)}
        </section>
      )}
    </>
  )
}

interface ExplainedProps {
  report: ReportOut
  section: ReportSectionOut
  may: boolean
}

/** Why something is not as it was planned: a field where it has to be said, or where somebody wants to. */
function Explained({ report, section, may }: ExplainedProps) {
  const { t } = useTranslation('reporting')
  const own = useLanguage()
  const pick = usePickText()
  const [asked, setAsked] = useState(false)
  const filled = languages.find((tag) => section.text[tag])
  if (!may) {
    if (!filled) return null
    return (
      <div>
        <strong>{t('figures.why')}</strong>
        <div dir="auto" className="keep-lines">
          <LocalisedView text={section.text} original={report.original_language} />
        </div>
      </div>
    )
  }
  if (asked || filled || section.is_mandatory || section.reason) {
    return <SectionInput report={report} section={section} language={filled ?? own} isExplanation />
  }
  return (
    <div>
      <Button size="xsmall" variant="tertiary" onClick={() => setAsked(true)}>
        {t('figures.explain')}
        <span className="sr-only"> {pick(section.title, report.original_language)}</span>
      </Button>
    </div>
  )
}
