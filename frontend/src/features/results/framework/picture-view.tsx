import './framework.css'
import { Button } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { type RefObject, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkGraphOut, FrameworkOut } from '../../../api/indicators/types.gen'
import { ChartFigure } from '../../../charts/chart-figure'
import { useLanguage } from '../../../i18n'
import type { What } from '../../../lib/results'
import { EmptyState } from '../../../ui/empty-state'
import { usePickText } from '../../../ui/localised-view'
import { showError } from '../../../ui/toast'
import { kinds } from '../kinds'
import { ResultsWaiting } from '../results-waiting'
import { useGraph } from './graph-query'
import { BOX, type Box, layoutOf, path } from './layout'
import { savePng, saveSvg } from './picture-file'

interface Tie {
  from: string
  to: string
  strength: 'weak' | 'medium' | 'strong'
  assumption: string
}

export interface PictureViewProps {
  what: What
  framework: FrameworkOut
}

/** What leads to what, as a drawing and as a table of its lines. */
export function PictureView({ framework }: PictureViewProps) {
  const graph = useGraph(framework.project.id)
  if (!graph) return <ResultsWaiting />
  return <Picture framework={framework} graph={graph} />
}

interface PictureProps {
  framework: FrameworkOut
  graph: FrameworkGraphOut
}

function Picture({ framework, graph }: PictureProps) {
  const { t } = useTranslation('framework')
  const svg = useRef<SVGSVGElement>(null)
  const { boxes, ties } = useBoxesAndTies(framework, graph)
  const name = (id: string) => boxes.find((box) => box.id === id)?.words ?? ''
  const file = `${t('picture.title')} ${framework.project.code}`
  const count = ties.filter(({ to }) => !graph.goals.some((goal) => goal.id === to)).length
  if (boxes.length === 0) return <EmptyState title={t('picture.empty')} />
  return (
    <div className="results">
      <ChartFigure
        level="2"
        title={t('picture.title')}
        summary={t('picture.summary', { results: framework.results.length, ties: count })}
        file={file}
        tableOnPhone
        table={{
          head: [t('picture.from'), t('picture.to'), t('picture.strength'), t('picture.assumption')],
          rows: ties.map((tie) => [
            name(tie.from),
            name(tie.to),
            t(`ties.strengths.${tie.strength}`),
            tie.assumption,
          ]),
        }}
      >
        <Drawing svg={svg} boxes={boxes} ties={ties} framework={framework} />
        <div className="results__buttons noprint">
          <Button size="small" variant="tertiary" onClick={() => svg.current && saveSvg(svg.current, file)}>
            {t('picture.svg')}
          </Button>
          <Button
            size="small"
            variant="tertiary"
            onClick={() => svg.current && void savePng(svg.current, file).catch(showError)}
          >
            {t('picture.png')}
          </Button>
        </div>
      </ChartFigure>
    </div>
  )
}

interface DrawingProps {
  svg: RefObject<SVGSVGElement | null>
  boxes: Box[]
  ties: Tie[]
  framework: FrameworkOut
}

function Drawing({ svg, boxes, ties, framework }: DrawingProps) {
  const { t } = useTranslation('framework')
  const { t: tr } = useTranslation('results')
  const layout = useMemo(() => layoutOf(boxes, ties), [boxes, ties])
  const placed = new Map(layout.boxes.map((box) => [box.id, box]))
  const own = new Set(framework.results.map(({ id }) => id))
  const level = (layer: number) =>
    layer < kinds.length ? tr(`kinds.${kinds[layer] ?? 'impact'}.one`) : t('picture.goals')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="theory scroll-x" aria-label={t('picture.title')} tabIndex={0}>
      <svg
        ref={svg}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={layout.width}
        height={layout.height}
      >
        <title>{t('picture.title')}</title>
        {ties.map((tie) => {
          const [from, to] = [placed.get(tie.from), placed.get(tie.to)]
          return (
            from &&
            to && (
              <path
                key={`${tie.from}${tie.to}`}
                className="theory__tie"
                data-strength={tie.strength}
                d={path(from, to)}
              />
            )
          )
        })}
        {layout.boxes.map((box) => {
          const drawing = (
            <>
              <rect
                className="theory__box"
                data-layer={own.has(box.id) ? 'own' : box.layer < kinds.length ? 'above' : 'goal'}
                x={box.x}
                y={box.y}
                width={BOX.width}
                height={BOX.height}
                rx={10}
              />
              <text className="theory__level" x={box.x + 12} y={box.y + 17}>
                {`${level(box.layer)} `}
              </text>
              {box.lines.slice(0, 3).map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, never moved
                <text key={index} className="theory__words" x={box.x + 12} y={box.y + 35 + index * 16}>
                  {`${line} `}
                </text>
              ))}
            </>
          )
          return own.has(box.id) ? (
            <Link
              key={box.id}
              to="."
              search={{ view: 'structure' } as never}
              hash={`result-${box.id}`}
              className="theory__link"
            >
              {drawing}
            </Link>
          ) : (
            <g key={box.id}>{drawing}</g>
          )
        })}
      </svg>
    </section>
  )
}

function useBoxesAndTies(framework: FrameworkOut, graph: FrameworkGraphOut): { boxes: Box[]; ties: Tie[] } {
  const pick = usePickText()
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pick` is new at each drawing, and follows the language
  return useMemo(() => {
    const live = framework.results.filter((result) => !result.archived)
    const own = new Set(live.map(({ id }) => id))
    const all = [...live, ...graph.above]
    const ids = new Set(all.map(({ id }) => id))
    const contributions = graph.contributions.filter(
      (one) => ids.has(one.from_result_id) && ids.has(one.to_result_id),
    )
    // Of the programme's results only those that something of the project leads to, and up from there.
    const reached = new Set(own)
    for (let before = -1; before !== reached.size; ) {
      before = reached.size
      for (const one of contributions) if (reached.has(one.from_result_id)) reached.add(one.to_result_id)
    }
    const shown = all.filter(({ id }) => reached.has(id))
    const ties: Tie[] = contributions
      .filter((one) => reached.has(one.from_result_id))
      .map((one) => ({
        from: one.from_result_id,
        to: one.to_result_id,
        strength: one.strength,
        assumption: pick(one.assumption),
      }))
    const served = shown.flatMap((result) =>
      result.goal_ids.map((goal) => ({
        from: result.id,
        to: goal,
        strength: 'medium' as const,
        assumption: '',
      })),
    )
    const box = (one: (typeof all)[number]): Box => ({
      id: one.id,
      layer: kinds.indexOf(one.kind),
      words: pick(one.title, one.original_language),
    })
    const goals = graph.goals.map((goal) => ({ id: goal.id, layer: kinds.length, words: pick(goal.text) }))
    return { boxes: [...shown.map(box), ...goals], ties: [...ties, ...served] }
  }, [framework, graph, language])
}
