import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PersonalReadItem } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { useActionWords } from './words'

/** More names than this would make a row a list. */
const mostNamed = 3

export function useReadColumns(): Column<PersonalReadItem>[] {
  const { t } = useTranslation(['audit', 'history'])
  const language = useLanguage()
  const words = useActionWords()
  return [
    {
      id: 'at',
      header: t('audit:at'),
      nowrap: true,
      cell: (row) => <time dateTime={row.at}>{datetime(language, row.at)}</time>,
    },
    {
      id: 'reader',
      header: t('audit:actor'),
      cell: (row) => (
        <>
          <Link to="/audit" search={{ tab: 'reads', actor: row.reader.id }}>
            {row.reader.name ?? t('history:somebody')}
          </Link>
          {row.on_behalf_of && <span className="subtle"> · {t('audit:reads.by_program')}</span>}
        </>
      ),
    },
    { id: 'action', header: t('audit:action'), cell: (row) => words(row.action) },
    { id: 'people', header: t('audit:reads.whose'), cell: (row) => <People read={row} /> },
  ]
}

function People({ read }: { read: PersonalReadItem }) {
  const { t } = useTranslation(['audit', 'history'])
  const named = read.people.slice(0, mostNamed)
  const more = read.people_count - named.length
  return (
    <>
      {named.map((one, index) => (
        <span key={one.id}>
          {index > 0 && ', '}
          <Link to="/audit" search={{ tab: 'reads', person: one.id }}>
            {one.name ?? t('history:somebody')}
          </Link>
        </span>
      ))}
      {more > 0 && (
        <span className="subtle">
          {' '}
          {t(named.length > 0 ? 'audit:reads.more' : 'audit:reads.people', { count: more })}
        </span>
      )}
    </>
  )
}
