import './framework.css'
import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut, ResultWithIndicators } from '../../../api/indicators/types.gen'
import { useMayOn } from '../../../lib/access'
import { mayChange, type What } from '../../../lib/results'
import { LinkButton } from '../../../ui/link-button'
import { EditContext, type Editing } from '../editing'
import { kinds } from '../kinds'
import { useGraph } from './graph-query'
import { ManyPanel } from './many-panel'
import { QuickAdd } from './quick-add'
import { StructureRow } from './structure-row'
import { useMoves } from './use-moves'

const EditDialog = lazy(() => import('../edit-dialog').then((part) => ({ default: part.EditDialog })))
const PlacesDialog = lazy(() => import('./places-dialog').then((part) => ({ default: part.PlacesDialog })))
const TiesDialog = lazy(() => import('./ties-dialog').then((part) => ({ default: part.TiesDialog })))

export interface StructureViewProps {
  what: What
  framework: FrameworkOut
  /** The part of the address after #, which leads to one result. */
  hash: string
}

/** The framework as a table to work in: what there is on each level, and what leads where. */
export function StructureView({ what, framework, hash }: StructureViewProps) {
  const { t } = useTranslation(['framework', 'framework_sheet'])
  const { project } = framework
  const may = useMayOn(mayChange[what], what, project.id) && !project.archived
  const [editing, setEditing] = useState<Editing>()
  const [tying, setTying] = useState<string>()
  const [many, setMany] = useState(false)
  const [placing, setPlacing] = useState(false)
  const edit = useMemo(() => (may ? { projectId: project.id, open: setEditing } : null), [may, project.id])
  const graph = useGraph(project.id)
  const live = useMemo(() => inOrder(framework.results), [framework.results])
  const moves = useMoves(project.id, live)
  const start = hash.startsWith('result-') ? hash.slice('result-'.length) : undefined
  const { focus } = moves
  useEffect(() => {
    if (start) focus(start)
  }, [start, focus])
  const tied = live.find(({ id }) => id === tying)
  return (
    <EditContext value={edit}>
      <div className="results">
        {may && (
          <div className="results__tools noprint">
            <p className="flush subtle">{t('structure.lead')}</p>
            <div className="results__buttons">
              {what === 'project' && (
                <Button size="small" variant="secondary" onClick={() => setPlacing(true)}>
                  {t('places.title')}
                </Button>
              )}
              <LinkButton
                to={what === 'project' ? '/projects/$id/results/sheet' : '/programmes/$id/results/sheet'}
                params={{ id: project.id }}
                variant="secondary"
              >
                {t('framework_sheet:open')}
              </LinkButton>
              <Button size="small" variant="secondary" aria-expanded={many} onClick={() => setMany(!many)}>
                {t('structure.many')}
              </Button>
            </div>
          </div>
        )}
        {many && <ManyPanel ownerId={project.id} onDone={() => setMany(false)} />}
        <p role="status" className="sr-only">
          {moves.said}
        </p>
        <div className="structure scroll-x">
          <table ref={moves.table} aria-label={t('structure.table')}>
            <thead>
              <tr>
                <th scope="col">{t('structure.result')}</th>
                <th scope="col">{t('structure.leads_to')}</th>
                <th scope="col">{t('structure.goals')}</th>
                {may && <th scope="col">{t('structure.actions')}</th>}
              </tr>
            </thead>
            {kinds.map((kind) => {
              const own = live.filter((result) => result.kind === kind)
              if (!may && own.length === 0) return null
              return (
                <tbody key={kind}>
                  <Level kind={kind} columns={may ? 4 : 3} />
                  {own.map((result, index) => (
                    <StructureRow
                      key={result.id}
                      result={result}
                      place={{ index, count: own.length }}
                      framework={framework}
                      graph={graph}
                      moves={moves}
                      onTies={() => setTying(result.id)}
                    />
                  ))}
                  {may && <QuickAdd what={what} ownerId={project.id} kind={kind} />}
                </tbody>
              )
            })}
          </table>
        </div>
      </div>
      <Suspense>
        {editing && (
          <EditDialog
            what={what}
            projectId={project.id}
            editing={editing}
            onClose={() => setEditing(undefined)}
          />
        )}
        {placing && graph && (
          <PlacesDialog projectId={project.id} graph={graph} onClose={() => setPlacing(false)} />
        )}
        {tied && graph && (
          <TiesDialog
            framework={framework}
            graph={graph}
            result={tied}
            onClose={() => {
              setTying(undefined)
              focus(tied.id)
            }}
          />
        )}
      </Suspense>
    </EditContext>
  )
}

function Level({ kind, columns }: { kind: (typeof kinds)[number]; columns: number }) {
  const { t } = useTranslation('results')
  return (
    <tr className="structure__level">
      <th scope="rowgroup" colSpan={columns}>
        {t(`kinds.${kind}.many`)} <span className="subtle">{t(`kinds.${kind}.meaning`)}</span>
      </th>
    </tr>
  )
}

const inOrder = (results: ResultWithIndicators[]) =>
  kinds.flatMap((kind) => results.filter((result) => result.kind === kind && !result.archived))
