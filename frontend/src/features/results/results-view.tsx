import './results.css'
import { PlusIcon } from '@navikt/aksel-icons'
import { Button, Checkbox } from '@navikt/ds-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut, IndicatorOut } from '../../api/indicators/types.gen'
import { laterTexts } from '../../i18n'
import { useMayOn } from '../../lib/access'
import { mayChange, type What } from '../../lib/results'
import { useSearchChange } from '../../lib/search'
import { EmptyState } from '../../ui/empty-state'
import { HistoryLink } from '../../ui/history-link'
import { AcceptedContext, useAcceptedFigures } from './accepted-figures'
import { EditContext, type Editing, RecordContext } from './editing'
import { kinds } from './kinds'
import { ResultPanel } from './result-panel'

// Forms weigh as much as the rest of the page, and most people only read it.
const EditDialog = lazy(async () => {
  const [part] = await Promise.all([import('./edit-dialog'), laterTexts()])
  return { default: part.EditDialog }
})

const LocksButton = lazy(async () => {
  const [part] = await Promise.all([import('./locks/locks-button'), laterTexts()])
  return { default: part.LocksButton }
})

const RulesButton = lazy(async () => {
  const [part] = await Promise.all([import('./rules/rules-button'), laterTexts()])
  return { default: part.RulesButton }
})

const ValuesButton = lazy(async () => {
  const [part] = await Promise.all([import('./values-button'), laterTexts()])
  return { default: part.ValuesButton }
})

const CrossChecksButton = lazy(async () => {
  const [part] = await Promise.all([import('./cross-checks/cross-checks-button'), laterTexts()])
  return { default: part.CrossChecksButton }
})

const NoValues = lazy(async () => {
  const [part] = await Promise.all([import('./performance/no-values'), laterTexts()])
  return { default: part.NoValues }
})

/** So many indicators show their values at once; of more, one opens what one wants to see. */
const FEW = 8

export interface ResultsViewProps {
  framework: FrameworkOut
  what?: What
  withArchived: boolean
  /** The part of the address after #, which leads to one indicator. */
  hash?: string
  /** Shown as it once was: to be looked at only, and without the figures of today. */
  past?: boolean
}

/** All results of a project, from what is put in to what it is for. */
export function ResultsView({
  framework,
  what = 'project',
  withArchived,
  hash = '',
  past = false,
}: ResultsViewProps) {
  const { t } = useTranslation('results')
  const { project, results } = framework
  const may = useMayOn(mayChange[what], what, project.id) && !project.archived
  const mayRecord = useMayOn('entry.write', what, project.id) && !project.archived
  const [editing, setEditing] = useState<Editing>()
  const accepted = useAcceptedFigures(project.id, framework, past)
  const edit = useMemo(() => (may ? { projectId: project.id, open: setEditing } : null), [may, project.id])
  const indicators = results.flatMap((result) => result.indicators)
  useEffect(() => {
    // When the address was looked at, what it leads to was still being fetched.
    if (hash) document.getElementById(hash)?.scrollIntoView()
  }, [hash])
  const opens = (id: string) =>
    hash === `indicator-${id}` ||
    (indicators.length <= FEW && (indicators.find((one) => one.id === id)?.periods.length ?? 0) > 1)
  const add = may && (
    <Button size="small" icon={<PlusIcon aria-hidden />} onClick={() => setEditing({ what: 'result' })}>
      {t('add_result')}
    </Button>
  )
  return (
    <RecordContext value={mayRecord}>
      <AcceptedContext value={accepted}>
        <EditContext value={edit}>
          <div className="results">
            <Tools what={what} framework={framework} withArchived={withArchived} past={past}>
              {results.length > 0 && add}
            </Tools>
            {results.length === 0 && (
              <EmptyState title={t('empty')} action={add}>
                {t('empty_hint')}
              </EmptyState>
            )}
            {what === 'project' && !past && hasNoValue(indicators) && (
              <Suspense>
                <NoValues targets={indicators.filter(hasTarget).length} projectId={project.id} />
              </Suspense>
            )}
            {kinds.map((kind) => {
              const own = results.filter((result) => result.kind === kind)
              const live = own.filter((result) => !result.archived)
              if (own.length === 0) return null
              return (
                <section key={kind} className="results__kind" aria-labelledby={`kind-${kind}`}>
                  <h2 id={`kind-${kind}`}>{t(`kinds.${kind}.many`)}</h2>
                  <p>{t(`kinds.${kind}.meaning`)}</p>
                  {own.map((result) => (
                    <ResultPanel
                      key={result.id}
                      result={result}
                      index={live.indexOf(result)}
                      count={live.length}
                      opens={opens}
                    />
                  ))}
                </section>
              )
            })}
          </div>
          {editing && (
            <Suspense>
              <EditDialog
                what={what}
                projectId={project.id}
                editing={editing}
                onClose={() => setEditing(undefined)}
              />
            </Suspense>
          )}
        </EditContext>
      </AcceptedContext>
    </RecordContext>
  )
}

/** As the coverage of the framework counts them. */
const lacksBaseline = ({ baseline_state: state }: IndicatorOut) =>
  (state ?? 'not_collected') === 'not_collected'

const hasTarget = ({ target_value, target_low }: IndicatorOut) => target_value !== null || target_low !== null

/** Whether nobody has recorded anything of any of them; what formulas tell, nobody records. */
const hasNoValue = (indicators: IndicatorOut[]) =>
  indicators.some(({ periods }) => periods.length > 0) &&
  indicators.every(({ kind, periods }) => kind !== 'formula' && periods.every(({ current }) => !current))

interface ToolsProps {
  what: What
  framework: FrameworkOut
  withArchived: boolean
  past: boolean
  children: React.ReactNode
}

function Tools({ what, framework, withArchived, past, children }: ToolsProps) {
  const { t } = useTranslation('results')
  const change = useSearchChange()
  const indicators = framework.results.flatMap((result) => result.indicators)
  const without = indicators.filter(lacksBaseline).length
  return (
    <div className="results__tools">
      <p className="flush">
        {framework.results.length > 0 && (
          <>
            {t('count_results', { count: framework.results.length })}
            {', '}
            {t('count_indicators', { count: indicators.length })}
            {without > 0 && ` – ${t('count_without_baseline', { count: without })}`}
          </>
        )}
      </p>
      {!past && (
        <div className="results__buttons noprint">
          <Checkbox
            size="small"
            checked={withArchived}
            onChange={(event) => change({ archived: event.target.checked || undefined })}
          >
            {t('with_archived')}
          </Checkbox>
          {what === 'programme' && (
            <Suspense>
              <ValuesButton programmeId={framework.project.id} />
              <LocksButton what={what} framework={framework} />
              <RulesButton framework={framework} />
            </Suspense>
          )}
          <Suspense>
            <CrossChecksButton what={what} framework={framework} />
          </Suspense>
          <HistoryLink
            kind={what === 'project' ? 'results' : 'programme_results'}
            id={framework.project.id}
          />
          {children}
        </div>
      )}
    </div>
  )
}
