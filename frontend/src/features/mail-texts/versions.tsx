import { Button, Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { MailTemplateOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'

interface VersionsProps {
  found: MailTemplateOut
  onTake: (number: number) => void
}

/** What was published before; any of it can be a draft again. */
export function Versions({ found, onTake }: VersionsProps) {
  const { t } = useTranslation('mail_texts')
  const language = useLanguage()
  return (
    <section className="panel stack stack--close" aria-label={t('versions')}>
      <Heading level="2" size="small">
        {t('versions')}
      </Heading>
      {found.versions.length === 0 && <p className="flush subtle">{t('no_versions')}</p>}
      <ul className="plain-list mail-texts__versions">
        {found.versions.map(({ number, subject, published_at }) => (
          <li key={number}>
            <span>
              {t('version', { number })}
              {number === found.published?.number && ` (${t('in_use')})`}
              <span className="block small subtle">
                {datetime(language, published_at)} · {subject}
              </span>
            </span>
            <Button
              size="xsmall"
              variant="secondary"
              aria-label={`${t('take')}: ${t('version', { number })}`}
              onClick={() => onTake(number)}
            >
              {t('take')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
