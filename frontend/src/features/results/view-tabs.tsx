import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type View, views } from './view-search'

/** The same results looked at in different ways; each way has an address. */
export function ViewTabs({ view }: { view: View }) {
  const { t } = useTranslation('results')
  return (
    <nav className="results__views noprint" aria-label={t('views.label')}>
      {views.map((one) => (
        <Link
          key={one}
          to="."
          search={(one === 'values' ? {} : { view: one }) as never}
          resetScroll={false}
          activeOptions={{ exact: true, includeSearch: true }}
          className="results__view"
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`views.${one}`)}
        </Link>
      ))}
    </nav>
  )
}
