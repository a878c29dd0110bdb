import { useTranslation } from 'react-i18next'
import type { Recorder } from '../../api/indicators/types.gen'

/** Who said something; of whoever has no account, also by whose link. */
export function useWho(): (one: Recorder | null | undefined) => string | undefined {
  const { t } = useTranslation('contribute')
  return (one) =>
    one?.by_link_of
      ? t('by_link', { name: one.display_name, maker: one.by_link_of })
      : (one?.display_name ?? undefined)
}
