import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import { usePickText } from '../../ui/localised-view'
import { commentsQuery } from './queries'

const Comments = lazy(() => import('./comments').then((part) => ({ default: part.Comments })))

interface CommentsToggleProps {
  report: ReportOut
  section: ReportSectionOut
}

/** How much is said of a section among those who work on the report; opened, what it is. */
export function CommentsToggle({ report, section }: CommentsToggleProps) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  const [open, setOpen] = useState(false)
  const panel = useId()
  const { data } = useQuery(commentsQuery(report.id))
  if (!data) return null
  const said = data.comments.filter((one) => one.section === section.section)
  if (said.length === 0 && !data.may_comment) return null
  const waiting = said.filter((one) => !one.resolved_at && !one.withdrawn_at).length
  const title = pick(section.title, report.original_language)
  const shown = [
    t('comments.show', { count: said.length }),
    ...(waiting > 0 ? [t('comments.open', { count: waiting })] : []),
  ].join(' · ')
  return (
    <div className="noprint">
      <Button
        size="xsmall"
        variant="tertiary"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {said.length > 0 ? shown : t('comments.none', { title })}
        {said.length > 0 && <span className="sr-only">: {title}</span>}
      </Button>
      <div id={panel}>
        {open && (
          <Suspense>
            <Comments report={report} section={section.section} title={title} said={said} all={data} />
          </Suspense>
        )}
      </div>
    </div>
  )
}
