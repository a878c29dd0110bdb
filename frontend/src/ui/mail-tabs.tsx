import { useTranslation } from 'react-i18next'
import { LinkTabs } from './link-tabs'

/** What there is to look after about mail; needs `laterTexts()`. */
export function MailTabs() {
  const { t } = useTranslation('deliveries')
  const { t: text } = useTranslation('mail_texts')
  return (
    <LinkTabs
      label={t('tabs.label')}
      tabs={[
        { label: t('tabs.accounts'), link: { to: '/mail' } },
        { label: t('tabs.notifications'), link: { to: '/deliveries' } },
        { label: text('tab_texts'), link: { to: '/mail-texts', search: {} } },
        { label: text('tab_held'), link: { to: '/mail-texts', search: { tab: 'held' } } },
      ]}
    />
  )
}
