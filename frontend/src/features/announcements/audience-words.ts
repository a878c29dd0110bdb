import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AnnouncementOut } from '../../api/notifications/types.gen'
import { getNetworkOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { list } from '../../lib/format'
import { usePickText } from '../../ui/localised-view'

/** Whom an announcement is for, in words. */
export function useAudienceWords(audience: AnnouncementOut['audience']): string {
  const { t } = useTranslation(['announcements', 'shell'])
  const language = useLanguage()
  const pick = usePickText()
  const { countryName } = useCountries()
  const network_id = audience.group === 'network' ? audience.network_id : ''
  const network = useQuery({ ...getNetworkOptions({ path: { network_id } }), enabled: network_id !== '' })
  switch (audience.group) {
    case 'network': {
      const name = pick(network.data?.name, network.data?.original_language)
      return name ? t('announcements:of_network', { name }) : t('announcements:group.network')
    }
    case 'projects':
      return audience.country_code
        ? t('announcements:of_country', { country: countryName(audience.country_code) })
        : t('announcements:group.projects')
    default: {
      const names = (audience.roles ?? []).map((role) => t(`shell:role.${role}`))
      return names.length > 0
        ? t('announcements:of_roles', { roles: list(language, names) })
        : t('announcements:group.roles')
    }
  }
}
