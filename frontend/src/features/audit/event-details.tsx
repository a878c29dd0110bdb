import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

/** Of an export or a batch of work: how many rows, of what, asked how. */
export function EventDetails({ details }: { details: Record<string, unknown> }) {
  const { t } = useTranslation('audit')
  const { asked, ...figures } = details
  const told = Object.entries({ ...figures, ...(asked as object) })
  return (
    <section className="history-parts">
      <Heading level="2" size="small" spacing>
        {t('details')}
      </Heading>
      <dl className="fields">
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{t([`detail.${name}`, name] as never, { defaultValue: name })}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
