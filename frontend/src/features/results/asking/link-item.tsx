import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { renewContributionLink, withdrawContributionLink } from '../../../api/indicators/sdk.gen'
import type { ContributionLinkOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { usePeriod } from '../../../lib/period'
import { showError } from '../../../ui/toast'
import type { Told } from './ask-dialog'

const DAYS = 30

/** Somebody who is asked: for when, how far they got, and what can be done with their link. */
export function LinkItem({ link, onTold }: { link: ContributionLinkOut; onTold: Told }) {
  const { t } = useTranslation('contribute')
  const language = useLanguage()
  const days = usePeriod()(link.starts_on, link.ends_on)
  const wanted = {
    path: { contribution_link_id: link.id },
    headers: { 'if-match': `"${link.version}"` },
    throwOnError: true,
  } as const
  const { name } = link
  const renew = async () => {
    try {
      const body = { valid_days: DAYS, mail: link.mailed_at !== null }
      const { data } = await renewContributionLink({ ...wanted, body })
      await onTold(t('ask.done.renewed', { name }), data)
    } catch (error) {
      showError(error)
    }
  }
  const withdraw = async () => {
    try {
      await withdrawContributionLink(wanted)
      await onTold(t('ask.done.withdrawn', { name }))
    } catch (error) {
      showError(error)
    }
  }
  const works = link.state !== 'withdrawn' && link.state !== 'expired'
  const facts = [
    t(`ask.state.${link.state}`),
    t('ask.progress', { filled: link.filled, asked: link.asked }),
    ...(link.returned > 0 ? [t('ask.returned', { count: link.returned })] : []),
    ...(works ? [t('ask.until', { day: dat(language, link.expires_at) })] : []),
  ]
  return (
    <li className="asking__one">
      <h2 className="asking__name">{name}</h2>
      <p className="flush subtle">{[link.email, days].filter(Boolean).join(' · ')}</p>
      <p className="flush">{facts.join(' · ')}</p>
      <p className="flush subtle">{t('ask.by', { name: link.made_by.display_name })}</p>
      <div className="asking__buttons">
        <Button
          size="small"
          variant="secondary"
          onClick={() => void renew()}
          aria-label={`${t('ask.renew')}: ${name}`}
        >
          {t('ask.renew')}
        </Button>
        {link.state !== 'withdrawn' && (
          <Button
            size="small"
            variant="tertiary"
            data-color="neutral"
            onClick={() => void withdraw()}
            aria-label={`${t('ask.withdraw')}: ${name}`}
          >
            {t('ask.withdraw')}
          </Button>
        )}
      </div>
    </li>
  )
}
