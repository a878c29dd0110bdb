import { useTranslation } from 'react-i18next'
import { useMay } from '../lib/session'
import { LinkButton } from './link-button'

/** To what was changed of a thing, for who may see it. */
export function HistoryLink({ kind, id }: { kind: string; id: string }) {
  const { t } = useTranslation()
  if (!useMay('history.read')) return null
  return (
    <LinkButton to="/history/$kind/$id" params={{ kind, id }} variant="tertiary">
      {t('history')}
    </LinkButton>
  )
}
