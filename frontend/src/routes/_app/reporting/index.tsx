import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { programmeQuery } from '../../../features/programmes/queries'
import { groupings, kinds } from '../../../features/reporting/kinds'
import { Timeliness, Ways } from '../../../features/reporting/timeliness'
import { Years } from '../../../features/reporting/years'
import { SavedViews } from '../../../features/views/saved-views'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, matching, searchSchema, text, uuid } from '../../../lib/search'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

// The choices are looked at where the page is: this part is fetched with every page.
const search = searchSchema({
  year: matching(/^(19[5-9]|2[01]\d)\d$/),
  kind: text(),
  by: text(),
  programme: uuid(),
})

export const Route = createFileRoute('/_app/reporting/')({
  validateSearch: search,
  loader: laterTexts,
  component: Punctuality,
})

/** How punctually reports came, in one programme or in all that one sees. */
function Punctuality() {
  const { t } = useTranslation(['reporting', 'programmes'])
  const { programme: id = '', ...values } = Route.useSearch()
  const { data: programme } = useQuery({ ...programmeQuery(id), enabled: id !== '' })
  const pick = usePickText()
  const year = Number(values.year ?? new Date().getFullYear())
  const kind = choice(kinds)(values.kind)
  const by = choice(groupings)(values.by) ?? (id ? 'partner' : 'programme')
  return (
    <>
      <PageHeader
        title={t('reporting:timeliness')}
        lead={t('reporting:timeliness_lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          ...(programme
            ? [
                {
                  label: pick(programme.title, programme.original_language),
                  link: { to: '/programmes/$id/reporting' as const, params: { id } },
                },
              ]
            : []),
        ]}
        actions={
          <>
            <SavedViews />
            {id && (
              <LinkButton
                to="/reporting"
                search={given({ year: values.year, kind: values.kind })}
                variant="secondary"
              >
                {t('reporting:all_programmes')}
              </LinkButton>
            )}
          </>
        }
      />
      <FilterBar
        values={{ kind: values.kind }}
        filters={[
          {
            key: 'kind',
            label: t('reporting:kind_of'),
            options: kinds.map((value) => ({ value, label: t(`reporting:kind.${value}`) })),
          },
        ]}
      >
        <Ways by={by} />
      </FilterBar>
      <Years year={year} />
      <Timeliness asked={{ ...given({ owner_id: id || undefined, kind }), year, by }} />
    </>
  )
}
