import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AxisOut } from '../../api/indicators/types.gen'
import type { Column } from '../../ui/data-table'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'

export function useAxisColumns(): Column<AxisOut>[] {
  const { t } = useTranslation('library')
  const pick = usePickText()
  return [
    {
      id: 'name',
      header: t('axis.name'),
      cell: (row) => (
        <>
          <Link to="/library/axes/$id" params={{ id: row.id }}>
            <LocalisedView text={row.name} original={row.original_language} />
          </Link>{' '}
          {row.archived && <StatusTag status="archived" label={t('archived')} />}
        </>
      ),
    },
    { id: 'code', header: t('code'), nowrap: true, cell: (row) => row.code },
    {
      id: 'categories',
      header: t('axis.categories'),
      cell: (row) =>
        row.categories
          .filter(({ archived }) => !archived)
          .map(({ name }) => pick(name, row.original_language))
          .join(', '),
    },
    {
      id: 'library',
      header: t('library'),
      cell: ({ programme }) =>
        programme ? pick(programme.title, programme.original_language) : t('of_installation'),
    },
  ]
}
