import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReportOut } from '../../api/indicators/types.gen'
import { isApiError } from '../../api/problem'
import { usePickText } from '../../ui/localised-view'
import { figuresQuery, sectionsQuery } from './queries'

interface MissingSectionsProps {
  report: ReportOut
  error: unknown
  onJump: (section: string) => void
}

/** What must be there and says nothing yet: each leads to where it is written. */
export function MissingSections({ report, error, onJump }: MissingSectionsProps) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  const sections = useQuery(sectionsQuery(report.id))
  const figures = useQuery(figuresQuery(report.id))
  if (!isApiError(error) || error.problem.code !== 'report_sections_missing') return null
  const { sections: missing } = error.problem.current as { sections: string[] }
  const words = figures.data?.rows.map((row) => row.words) ?? []
  const spending = figures.data?.spending ? [figures.data.spending.words] : []
  const known = [...(sections.data?.sections ?? []), ...words, ...spending]
  return (
    <ul className="reporting-list__reports">
      {known
        .filter(({ section }) => missing.includes(section))
        .map(({ section, title }) => (
          <li key={section}>
            <Button size="small" variant="tertiary" onClick={() => onJump(section)}>
              {t('sections.go_to', { title: pick(title, report.original_language) })}
            </Button>
          </li>
        ))}
    </ul>
  )
}
