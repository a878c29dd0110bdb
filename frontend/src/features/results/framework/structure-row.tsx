import { ArrowLeftIcon, ArrowRightIcon, LinkIcon } from '@navikt/aksel-icons'
import { Button, Tag } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type {
  ContributionOut,
  FrameworkGraphOut,
  FrameworkOut,
  ResultWithIndicators,
} from '../../../api/indicators/types.gen'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { ArrangeIndicator, ArrangeResult } from '../arranging'
import { useEdit } from '../editing'
import { kinds } from '../kinds'
import type { Moves } from './use-moves'

export interface StructureRowProps {
  result: ResultWithIndicators
  place: { index: number; count: number }
  framework: FrameworkOut
  graph: FrameworkGraphOut | undefined
  moves: Moves
  onTies: () => void
}

/** A result, what it is tied to, and the indicators below it. */
export function StructureRow({ result, place, framework, graph, moves, onTies }: StructureRowProps) {
  const { t } = useTranslation('framework')
  const edit = useEdit()
  const pick = usePickText()
  const name = pick(result.title, result.original_language)
  const ties = graph?.contributions.filter((one) => one.from_result_id === result.id) ?? []
  const goals = graph?.goals.filter((goal) => result.goal_ids.includes(goal.id)) ?? []
  const side = graph?.sides.find((one) => one.organisation_id === result.side_id)
  const live = result.indicators.filter((indicator) => !indicator.archived)
  const plain = { size: 'small', variant: 'tertiary', 'data-color': 'neutral' } as const
  return (
    <>
      <tr
        id={`result-${result.id}`}
        className="structure__result"
        tabIndex={moves.current === result.id ? 0 : -1}
        onKeyDown={(event) => edit && moves.onKeyDown(event, result)}
      >
        <th scope="row">
          <LocalisedView text={result.title} original={result.original_language} />
          {side && (
            <Tag size="xsmall" variant="outline">
              {side.name}
            </Tag>
          )}
          {result.origin_mode && (
            <Tag size="xsmall" variant="moderate" data-color="info">
              {t(`structure.${result.origin_mode}`)}
            </Tag>
          )}
        </th>
        <td>
          <ul className="structure__ties">
            {ties.map((tie) => (
              <li key={tie.id} data-strength={tie.strength}>
                <End tie={tie} framework={framework} graph={graph} />
              </li>
            ))}
          </ul>
        </td>
        <td>
          {goals.map((goal) => (
            <span key={goal.id} className="structure__goal" title={pick(goal.text)}>
              {t('structure.goal', { number: goal.position })}
            </span>
          ))}
        </td>
        {edit && (
          <td>
            <ArrangeResult
              {...place}
              result={result}
              name={name}
              onChange={() => edit.open({ what: 'result', result })}
            >
              <Button {...plain} icon={<LinkIcon title={t('structure.ties', { name })} />} onClick={onTies} />
              <Button
                {...plain}
                icon={<ArrowLeftIcon title={t('structure.lower', { name })} />}
                disabled={result.kind === kinds[0] || result.origin_mode === 'inherited'}
                onClick={() => moves.level(result, -1)}
              />
              <Button
                {...plain}
                icon={<ArrowRightIcon title={t('structure.raise', { name })} />}
                disabled={result.kind === kinds.at(-1) || result.origin_mode === 'inherited'}
                onClick={() => moves.level(result, 1)}
              />
            </ArrangeResult>
          </td>
        )}
      </tr>
      {live.map((indicator, index) => (
        <tr key={indicator.id} className="structure__indicator">
          <th scope="row" colSpan={3}>
            <LocalisedView text={indicator.title} original={indicator.original_language} />
          </th>
          {edit && (
            <td>
              <ArrangeIndicator
                indicator={indicator}
                name={pick(indicator.title, indicator.original_language)}
                index={index}
                count={live.length}
                onChange={() => edit.open({ what: 'indicator', result, indicator })}
              />
            </td>
          )}
        </tr>
      ))}
    </>
  )
}

interface EndProps {
  tie: ContributionOut
  framework: FrameworkOut
  graph: FrameworkGraphOut | undefined
}

/** Where a contribution leads: to a result beside it, or to one of the programme. */
export function End({ tie, framework, graph }: EndProps) {
  const { t } = useTranslation('framework')
  const pick = usePickText()
  const own = framework.results.find(({ id }) => id === tie.to_result_id)
  if (own) return <LocalisedView text={own.title} original={own.original_language} />
  const above = graph?.above.find(({ id }) => id === tie.to_result_id)
  return above && <>{t('ties.of_programme', { title: pick(above.title, above.original_language) })}</>
}
