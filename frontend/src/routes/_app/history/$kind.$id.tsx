import { useQuery } from '@tanstack/react-query'
import { createFileRoute, type LinkProps, notFound } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ObjectChanges, ResultChanges } from '../../../features/history/change-list'
import { type HistoryKind, kinds } from '../../../features/history/kinds'
import { useThing } from '../../../features/history/things'
import { laterTexts } from '../../../i18n'
import { isoDate, searchSchema } from '../../../lib/search'
import { AsOfField } from '../../../ui/as-of-field'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'
import { ObjectThen } from './-object-then'

const search = searchSchema({ as_of: isoDate() })

export const Route = createFileRoute('/_app/history/$kind/$id')({
  // What a value stands on is told by words of its own page.
  loader: laterTexts,
  validateSearch: search,
  beforeLoad: ({ params }) => {
    if (!kinds.includes(params.kind as HistoryKind)) throw notFound()
  },
  component: History,
})

/** What was changed of a thing, and how it was on a day. */
function History() {
  const { t } = useTranslation('history')
  const { kind, id } = Route.useParams() as { kind: HistoryKind; id: string }
  const { as_of } = Route.useSearch()
  const thing = useThing(kind, id)
  return (
    <>
      <PageHeader
        title={thing.name ? t('title_of', { name: thing.name }) : t('title')}
        crumbs={[thing.list, { label: thing.name || t('thing'), link: thing.link }]}
        lead={t('lead')}
      />
      <div className="as-of-note noprint">
        <AsOfField value={as_of} />
        {as_of && (
          <LinkButton to="." search={{}} size="small" variant="secondary">
            {t('all_changes')}
          </LinkButton>
        )}
      </div>
      {as_of ? (
        <ObjectThen kind={kind} id={id} day={as_of} />
      ) : kind === 'results' || kind === 'programme_results' ? (
        <ResultChanges kind={kind} id={id} />
      ) : (
        <ObjectChanges kind={kind} id={id} />
      )}
    </>
  )
}
