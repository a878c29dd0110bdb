import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ProgrammeListItem } from '../../api/registry/types.gen'
import { usePeriod } from '../../lib/period'
import type { Column } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'

export function useProgrammeColumns(): Column<ProgrammeListItem>[] {
  const { t } = useTranslation('programmes')
  const period = usePeriod()
  return [
    {
      id: 'title',
      header: t('name'),
      sort: 'title',
      width: '18rem',
      cell: (row) => (
        <Link to="/programmes/$id" params={{ id: row.id }}>
          <LocalisedView text={row.title} original={row.original_language} />
        </Link>
      ),
    },
    { id: 'code', header: t('code'), sort: 'code', descending: false, nowrap: true, cell: (row) => row.code },
    {
      id: 'period',
      header: t('period'),
      nowrap: true,
      cell: (row) => period(row.starts_on, row.ends_on, 'years') || '–',
    },
    { id: 'funders', header: t('funders'), cell: (row) => row.funders.join(', ') || '–' },
    { id: 'projects', header: t('projects'), align: 'right', cell: (row) => row.project_count },
  ]
}
