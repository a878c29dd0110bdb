import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getDataSubjectOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { PersonData } from '../../../features/privacy/person-data'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { PathLink } from '../../../ui/path-link'

const query = (id: string) => getDataSubjectOptions({ path: { person_id: id } })

// Asked for by the page and not before it: few people come here.
export const Route = createFileRoute('/_app/privacy/person/$id')({
  loader: laterTexts,
  component: PersonalData,
})

/** What is stored of one person: for who answers for personal data. */
function PersonalData() {
  const { t } = useTranslation('privacy')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(query(id))
  const { organisation } = data
  return (
    <>
      <PageHeader
        title={t('person.title', { name: data.name })}
        crumbs={[{ label: t('title'), link: { to: '/privacy/record' } }]}
        lead={
          organisation ? (
            <>
              {t('person.contact_of')}{' '}
              <PathLink path={`/organisations/${organisation.id}`}>{organisation.name}</PathLink>
            </>
          ) : (
            <PathLink path={`/people/${id}`}>{t('person.account')}</PathLink>
          )
        }
      />
      <PersonData person={data} />
    </>
  )
}
