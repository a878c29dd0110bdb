import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { RuleView } from '../../ui/rule/rule-view'

/** A rule that is said in the library, or by the programme: texts, with the way to where they are changed. */
export function FixedRule({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation('library')
  const { definition } = indicator
  return (
    <div className="rule-view" data-own>
      <p className="flush">
        {t(indicator.origin_mode === 'inherited' ? 'fixed.inherited' : 'fixed.library')}{' '}
        {definition.code && (
          <Link to="/library/$id" params={{ id: definition.id }}>
            {t('fixed.link', { code: definition.code, number: definition.number })}
          </Link>
        )}
      </p>
      <RuleView rule={indicator} original={indicator.original_language} brief />
    </div>
  )
}
