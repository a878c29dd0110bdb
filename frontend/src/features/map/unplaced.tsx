import { Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { PartnershipLinks } from '../../api/registry/types.gen'

/** What the map leaves out is said beside it. */
export function Unplaced({ unplaced }: { unplaced: PartnershipLinks['unplaced'] }) {
  const { t } = useTranslation('map')
  if (unplaced.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="small" spacing>
        {t('unplaced_title')}
      </Heading>
      <p>{t('unplaced_text')}</p>
      <ul className="unplaced">
        {unplaced.map(({ partnership_id, name, organisations }) => (
          <li key={partnership_id}>
            <Link to="/partnerships/$id" params={{ id: partnership_id }}>
              {name}
            </Link>
            {organisations.length > 0 && (
              <span className="block small subtle">
                {t('missing_place')}{' '}
                {organisations.map((organisation, index) => (
                  <Fragment key={organisation.id}>
                    {index > 0 && ', '}
                    <Link to="/organisations/$id" params={{ id: organisation.id }}>
                      {organisation.name}
                    </Link>
                  </Fragment>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
