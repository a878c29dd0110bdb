import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PracticeListItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { tones } from './queries'

export function usePracticeColumns(): Column<PracticeListItem>[] {
  const { t } = useTranslation('practices')
  const language = useLanguage()
  const pick = usePickText()
  return [
    { id: 'title', header: t('title_of'), width: '20rem', cell: (row) => <Title row={row} /> },
    { id: 'kind', header: t('kind_of'), nowrap: true, cell: (row) => t(`kind.${row.kind}`) },
    {
      id: 'state',
      header: t('state_of'),
      nowrap: true,
      cell: (row) => <StatusTag status={row.state} tone={tones[row.state]} label={t(`state.${row.state}`)} />,
    },
    { id: 'public', header: t('public'), cell: (row) => t(row.is_public ? 'yes' : 'no') },
    {
      id: 'themes',
      header: t('themes'),
      cell: (row) => row.themes.map(({ name }) => pick(name)).join(', ') || '–',
    },
    {
      id: 'programme',
      header: t('programme'),
      cell: ({ programme }) => pick(programme.title, programme.original_language),
    },
    {
      id: 'updated',
      header: t('updated'),
      nowrap: true,
      cell: (row) => datetime(language, row.updated_at),
    },
  ]
}

function Title({ row }: { row: PracticeListItem }) {
  return (
    <Link to="/practices/$id" params={{ id: row.id }}>
      <LocalisedView text={row.title} original={row.original_language} />
    </Link>
  )
}
