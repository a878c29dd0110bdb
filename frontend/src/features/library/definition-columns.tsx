import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DefinitionListItem } from '../../api/indicators/types.gen'
import type { Column } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'
import { useRuleWords } from '../../ui/rule/rule-words'
import { StatusTag } from '../../ui/status-tag'

export function useDefinitionColumns(): Column<DefinitionListItem>[] {
  const { t } = useTranslation('library')
  const words = useRuleWords()
  return [
    { id: 'name', header: t('name'), width: '22rem', cell: (row) => <Name row={row} /> },
    { id: 'code', header: t('code'), nowrap: true, cell: (row) => row.code },
    {
      id: 'kind',
      header: t('fields.kind'),
      cell: (row) => (
        <>
          {words.choice('kind', row.kind)}
          {(row.unit === 'custom' || row.unit.startsWith('currency')) && `, ${words.unit(row)}`}
          <span className="block small subtle">{words.choice('cumulation', row.cumulation)}</span>
        </>
      ),
    },
    {
      id: 'library',
      header: t('library'),
      cell: ({ programme }) =>
        programme ? (
          <LocalisedView text={programme.title} original={programme.original_language} />
        ) : (
          t('of_installation')
        ),
    },
    { id: 'uses', header: t('uses'), align: 'right', cell: (row) => row.use_count },
  ]
}

function Name({ row }: { row: DefinitionListItem }) {
  const { t } = useTranslation('library')
  return (
    <>
      <Link to="/library/$id" params={{ id: row.id }}>
        <LocalisedView text={row.name} original={row.original_language} />
      </Link>{' '}
      {!row.is_published && <StatusTag status="draft" tone="warning" label={t('draft')} />}
      {row.is_published && row.has_draft && (
        <StatusTag status="draft" tone="info" label={t('draft_waiting')} />
      )}
      {row.archived && <StatusTag status="archived" label={t('archived')} />}
    </>
  )
}
