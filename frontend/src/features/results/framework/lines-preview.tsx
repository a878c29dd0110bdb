import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { Line, LineProblem, LinesOut } from '../../../api/indicators/types.gen'
import type { LocalisedText } from '../../../lib/languages'
import { LocalisedView } from '../../../ui/localised-view'
import { StatusTag } from '../../../ui/status-tag'
import { kinds } from '../kinds'

export interface LinesPreviewProps {
  lines: Line[]
  result: LinesOut
  busy: boolean
  onAdd: () => void
}

const told = ['no_result_above', 'unknown_goal', 'unknown_line', 'missing'] as const

/** What would become of each line, before any of them is added. */
export function LinesPreview({ lines, result, busy, onAdd }: LinesPreviewProps) {
  const { t } = useTranslation('framework')
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="scroll-x" aria-label={t('many.preview')} tabIndex={0}>
        <table className="figures structure__preview">
          <thead>
            <tr>
              <th scope="col">{t('many.line')}</th>
              <th scope="col">{t('many.level')}</th>
              <th scope="col">{t('many.text')}</th>
              <th scope="col">{t('many.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {result.outcomes.map((outcome) => {
              const line = lines[outcome.line - 1]
              const refused = outcome.outcome === 'refused'
              return (
                <tr key={outcome.line}>
                  <th scope="row">{outcome.line}</th>
                  <td>
                    <Level kind={line?.kind ?? ''} />
                  </td>
                  <td>
                    <LocalisedView text={(line?.fields['title'] ?? null) as LocalisedText | null} />
                  </td>
                  <td>
                    <StatusTag
                      status={refused ? 'refused' : 'active'}
                      label={t(refused ? 'many.refused' : 'many.fits')}
                    />
                    {outcome.problems.map((problem) => (
                      <Problem key={`${problem.field}${problem.code}`} problem={problem} />
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <div>
        {result.added > 0 ? (
          <Button size="small" loading={busy} onClick={onAdd}>
            {t('many.add', { count: result.added })}
          </Button>
        ) : (
          <p className="flush" role="alert">
            {t('many.nothing_fits')}
          </p>
        )}
      </div>
    </>
  )
}

function Level({ kind }: { kind: string }) {
  const { t } = useTranslation(['framework', 'results'])
  const known = kinds.find((one) => one === kind)
  if (known) return <>{t(`results:kinds.${known}.one`)}</>
  return <>{kind === 'indicator' ? t('many.indicator') : kind}</>
}

function Problem({ problem }: { problem: LineProblem }) {
  const { t } = useTranslation('framework')
  const code = told.find((one) => one === problem.code)
  return (
    <span className="structure__problem">
      {code ? t(`many.problems.${code}`) : t('many.problems.other', { field: problem.field ?? problem.code })}
    </span>
  )
}
