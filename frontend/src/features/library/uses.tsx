import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listDefinitionUsesOptions } from '../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionUse } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { given } from '../../lib/given'
import { type Column, DataTable } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { IndicatorLink } from './indicator-link'

/** The indicators that go by a definition, each with where it is and since when. */
export function Uses({ id, after }: { id: string; after: string | undefined }) {
  const { t } = useTranslation('library')
  const uses = useQuery({
    ...listDefinitionUsesOptions({
      path: { definition_id: id },
      query: given({ cursor: after, limit: 20, with_total: true }),
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <DataTable
      label={t('uses')}
      columns={useColumns()}
      query={uses}
      rowId={(row) => row.indicator_id}
      count={(count) => t('uses_count', { count })}
      empty={<p className="subtle">{t('no_uses')}</p>}
    />
  )
}

function useColumns(): Column<DefinitionUse>[] {
  const { t } = useTranslation('library')
  const language = useLanguage()
  return [
    { id: 'indicator', header: t('indicator'), width: '22rem', cell: (row) => <Use row={row} /> },
    {
      id: 'where',
      header: t('where'),
      cell: (row) => (
        <>
          {row.owner_code} <LocalisedView text={row.owner_title} />
        </>
      ),
    },
    { id: 'version', header: t('by_version'), align: 'right', cell: (row) => row.number },
    {
      id: 'since',
      header: t('in_use_since'),
      nowrap: true,
      cell: ({ starts_on }) => (starts_on ? t('since', { day: dat(language, starts_on) }) : t('since_start')),
    },
  ]
}

function Use({ row }: { row: DefinitionUse }) {
  const { t } = useTranslation('library')
  return (
    <>
      <IndicatorLink use={row} /> {row.archived && <StatusTag status="archived" label={t('archived')} />}
    </>
  )
}
