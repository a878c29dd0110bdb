import './offer.css'
import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { InvitationOffer } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { SummaryList } from '../../ui/summary-list'
import { OfferedRoles } from './offered-roles'

/** Who invites, to what, and until when. */
export function Offer({ offer }: { offer: InvitationOffer }) {
  const { t } = useTranslation('invitations')
  const language = useLanguage()
  const { invited_by, organisation, title, message, roles, expires_at, email } = offer
  return (
    <div className="stack stack--close offer">
      <div>
        <Heading level="1" size="large">
          {organisation ? t('invited_to', { organisation: organisation.name }) : t('invited')}
        </Heading>
        <p className="flush subtle">{t('invited_by', { name: invited_by.display_name })}</p>
      </div>
      {message && (
        <blockquote className="flush keep-lines" lang={offer.language}>
          {message}
        </blockquote>
      )}
      <SummaryList
        items={[
          { term: t('email'), value: email },
          { term: t('title_there'), value: title },
          { term: t('roles'), value: roles.length > 0 ? <OfferedRoles roles={roles} /> : null },
          { term: t('good_until_term'), value: dat(language, expires_at) },
        ]}
      />
    </div>
  )
}
