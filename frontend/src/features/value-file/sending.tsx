import { CopyButton } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../ui/link-button'

/** How a system sends such files by itself: to which address, and with which proof of who it is. */
export function Sending({ ownerId }: { ownerId: string }) {
  const { t } = useTranslation('value_file')
  const address = `${globalThis.location.origin}/api/indicators/v1/projects/${ownerId}/values`
  const command = [
    'curl --fail --silent --show-error \\',
    '  --header "Authorization: Bearer $API_KEY" \\',
    '  --form "file=@values.csv" --form submit=true \\',
    `  "${address}"`,
  ].join('\n')
  return (
    <section className="stack-small" aria-labelledby="value-file-sending">
      <h3 id="value-file-sending">{t('sending.title')}</h3>
      <p className="flush sheet-page__lead">{t('sending.text')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="scroll-x panel" aria-label={t('sending.command')} tabIndex={0}>
        <pre className="flush">{command}</pre>
      </section>
      <div className="sheet-page__actions">
        <CopyButton
          size="small"
          copyText={command}
          text={t('sending.copy')}
          activeText={t('sending.copied')}
        />
        <LinkButton to="/keys/new" variant="tertiary">
          {t('sending.key')}
        </LinkButton>
      </div>
      <p className="flush sheet-page__lead">{t('sending.again')}</p>
    </section>
  )
}
