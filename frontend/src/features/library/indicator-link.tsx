import { Link } from '@tanstack/react-router'
import type { DefinitionUse } from '../../api/indicators/types.gen'
import { LocalisedView } from '../../ui/localised-view'

type Linked = Pick<DefinitionUse, 'indicator_id' | 'title' | 'original_language' | 'owner_id' | 'what'>

/** Leads to an indicator in the framework that it is in. */
export function IndicatorLink({ use }: { use: Linked }) {
  const text = <LocalisedView text={use.title} original={use.original_language} />
  const hash = `indicator-${use.indicator_id}`
  const params = { id: use.owner_id }
  return use.what === 'project' ? (
    <Link to="/projects/$id/results" params={params} hash={hash}>
      {text}
    </Link>
  ) : (
    <Link to="/programmes/$id/results" params={params} hash={hash}>
      {text}
    </Link>
  )
}
