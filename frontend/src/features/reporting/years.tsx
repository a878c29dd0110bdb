import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../../lib/search'

/** From year to year, which is kept in the address. */
export function Years({ year }: { year: number }) {
  const { t } = useTranslation('reporting')
  const change = useSearchChange()
  const step = (to: number) => (
    <Button size="small" variant="tertiary" data-color="neutral" onClick={() => change({ year: to })}>
      {t('to_year', { year: to })}
    </Button>
  )
  return (
    <nav className="reporting-years noprint" aria-label={t('years')}>
      {step(year - 1)}
      <strong aria-current="true">{t('ends_in', { year })}</strong>
      {step(year + 1)}
    </nav>
  )
}
