import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listPracticesOptions, listThemesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { usePracticeColumns } from '../../../features/practices/practice-columns'
import { kinds, states } from '../../../features/practices/queries'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, searchSchema, text, uuid } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/practices/')({
  validateSearch: searchSchema({
    q: text(),
    after: text(),
    theme: uuid(),
    kind: choice(kinds),
    state: choice(states),
  }),
  loader: laterTexts,
  component: Practices,
})

function Practices() {
  const { t } = useTranslation('practices')
  const { after, ...values } = Route.useSearch()
  const pick = usePickText()
  const practices = useQuery({
    ...listPracticesOptions({ query: given({ ...values, cursor: after, with_total: true }) }),
    placeholderData: keepPreviousData,
  })
  const { data: themes } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  const columns = usePracticeColumns()
  const write = useMay('programme.write') && <LinkButton to="/practices/new">{t('write')}</LinkButton>
  const filtered = Object.values(values).some(Boolean)
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={write} />
      <FilterBar
        values={values}
        search={t('search')}
        filters={[
          {
            key: 'kind',
            label: t('kind_of'),
            options: kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          },
          {
            key: 'state',
            label: t('state_of'),
            options: states.map((state) => ({ value: state, label: t(`state.${state}`) })),
          },
          {
            key: 'theme',
            label: t('themes'),
            options: (themes?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) })),
          },
        ]}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={practices}
        rowId={(row) => row.id}
        sort="title"
        count={(count) => t('count', { count })}
        empty={
          filtered ? (
            <EmptyState title={t('nothing_found')}>{t('nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} action={write}>
              {t('empty_hint')}
            </EmptyState>
          )
        }
      />
    </>
  )
}
