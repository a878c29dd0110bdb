import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePickText } from '../../ui/localised-view'
import { PageHeader } from '../../ui/page-header'
import { programmeQuery } from './queries'

interface ProgrammeResultsPageProps {
  id: string
  /** Its values, which are entered on a page of their own. */
  values?: boolean
  children: ReactNode
}

/** The frame around all that is done with the results of a programme. */
export function ProgrammeResultsPage({ id, values = false, children }: ProgrammeResultsPageProps) {
  const { t } = useTranslation(['programmes', 'projects'])
  const { data } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(data.title, data.original_language)
  return (
    <>
      <PageHeader
        title={`${t(values ? 'projects:tabs.values' : 'results')}: ${name}`}
        crumbs={[
          { label: t('title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
          ...(values
            ? [{ label: t('results'), link: { to: '/programmes/$id/results', params: { id } } as const }]
            : []),
        ]}
      />
      {children}
    </>
  )
}
