import { useTranslation } from 'react-i18next'
import { useMayOn } from '../../lib/access'
import { LinkButton } from '../../ui/link-button'

/** To the programme's own values, for who says them or decides about them; a project has a tab for it. */
export function ValuesButton({ programmeId: id }: { programmeId: string }) {
  const { t } = useTranslation('projects')
  const mayRecord = useMayOn('entry.write', 'programme', id)
  const mayReview = useMayOn('entry.review', 'programme', id)
  if (!mayRecord && !mayReview) return null
  return (
    <LinkButton to="/programmes/$id/values" params={{ id }} variant="tertiary" data-color="neutral">
      {t('tabs.values')}
    </LinkButton>
  )
}
