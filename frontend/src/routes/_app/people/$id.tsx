import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getPersonOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { AccountActions } from '../../../features/people/account-actions'
import { PersonView } from '../../../features/people/person-view'
import { laterTexts } from '../../../i18n'
import { useMay } from '../../../lib/session'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'

const query = (id: string) => getPersonOptions({ path: { account_id: id } })

// Asked for by the page and not before it: few people come here, and all would fetch what asks.
export const Route = createFileRoute('/_app/people/$id')({ loader: laterTexts, component: Person })

function Person() {
  const { t } = useTranslation('people')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(query(id))
  const mayManageData = useMay('privacy.manage')
  return (
    <>
      <PageHeader
        title={data.display_name}
        crumbs={[{ label: t('title'), link: { to: '/people' } }]}
        tags={!data.is_active && <StatusTag status="archived" label={t('inactive')} />}
        actions={
          <>
            {mayManageData && (
              <LinkButton
                variant="tertiary"
                data-color="neutral"
                to="/privacy/person/$id"
                params={{ id: data.id }}
              >
                {t('personal_data')}
              </LinkButton>
            )}
            <AccountActions person={data} />
          </>
        }
      />
      <PersonView person={data} />
    </>
  )
}
