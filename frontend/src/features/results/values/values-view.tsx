import './values.css'
import { Select } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { frameworkKey } from '../../../lib/results'
import { useSearchChange } from '../../../lib/search'
import { useMedia } from '../../../lib/use-media'
import { EmptyState } from '../../../ui/empty-state'
import { LinkButton } from '../../../ui/link-button'
import { showSuccess } from '../../../ui/toast'
import { ModelContext } from './context'
import { GridHelp } from './grid-help'
import { GridModel } from './grid-model'
import { GridStatus } from './grid-status'
import { useKeeping } from './keeping'
import { idAt, type Layout, layOut, placeOf, placesOf, yearsOf } from './layout'
import { storedOf } from './sending'
import { useGrid } from './use-grid'
import { useSaving } from './use-saving'
import { ValueGrid } from './value-grid'
import { ValueList } from './value-list'

const ValueDetails = lazy(() => import('./value-details').then((part) => ({ default: part.ValueDetails })))

export interface ValuesViewProps {
  framework: FrameworkOut
  accountId: string
  /** Shows the periods of this year alone. */
  year?: number | undefined
}

/** Where the values of a project are entered: as in a spreadsheet, but nothing is ever lost or overwritten unseen. */
export function ValuesView({ framework, accountId, year }: ValuesViewProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const model = useModelOf(framework, language)
  const layout = useMemo(() => layOut(framework, year), [framework, year])
  useKeeping(model, accountId, framework.project.id)
  const { unheard } = useSaving(model, language)
  useLeaveGuard(model)
  if (yearsOf(framework).length === 0) {
    const to = '/projects/$id/results'
    return (
      <EmptyState
        title={t('empty')}
        action={
          <LinkButton to={to} params={{ id: framework.project.id }}>
            {t('to_results')}
          </LinkButton>
        }
      >
        {t('empty_hint')}
      </EmptyState>
    )
  }
  return (
    <ModelContext value={model}>
      <Values framework={framework} layout={layout} model={model} unheard={unheard} year={year} />
    </ModelContext>
  )
}

interface ValuesProps {
  framework: FrameworkOut
  layout: Layout
  model: GridModel
  unheard: boolean
  year: number | undefined
}

function Values({ framework, layout, model, unheard, year }: ValuesProps) {
  const { t } = useTranslation('values')
  const cache = useQueryClient()
  const [open, setOpen] = useState(false)
  const narrow = useMedia('(max-width: 48rem)')
  const { position, actions } = useGrid(model, layout, {
    onDetails: () => setOpen(true),
    onOutside: (count) => showSuccess(t('outside', { count })),
  })
  const place = open && position.at ? placeOf(layout, position.at) : undefined
  const row = place && layout.rows[place.row]
  const period = place && row?.periods[place.column]
  const goToTrouble = () => {
    const order = placesOf(layout).flatMap((one) => idAt(layout, one) ?? [])
    actions.goTo(model.nextTrouble(order, position.at))
    setOpen(true)
  }
  const reload = () => cache.invalidateQueries({ queryKey: frameworkKey(framework.project.id) })
  return (
    <div className="values">
      <div className="values__tools">
        {!narrow && <YearChoice framework={framework} year={year} />}
        <GridStatus unheard={unheard} onGo={actions.goTo} onTrouble={goToTrouble} />
      </div>
      {!narrow && <GridHelp />}
      <div className="values__parts" data-details={period !== undefined}>
        {narrow ? (
          <ValueList
            layout={layout}
            onDetails={(id) => {
              actions.goTo(id)
              setOpen(true)
            }}
          />
        ) : (
          <ValueGrid layout={layout} label={t('title')} position={position} actions={actions} />
        )}
        {row && period && (
          <Suspense>
            <ValueDetails
              indicator={row.indicator}
              period={period}
              onStored={() => void reload()}
              onClose={() => {
                setOpen(false)
                actions.goTo(position.at)
              }}
            />
          </Suspense>
        )}
      </div>
    </div>
  )
}

function YearChoice({ framework, year }: Pick<ValuesProps, 'framework' | 'year'>) {
  const { t } = useTranslation('values')
  const change = useSearchChange()
  return (
    <Select
      size="small"
      label={t('year')}
      value={year ?? ''}
      onChange={(event) => change({ year: Number(event.target.value) || undefined })}
    >
      <option value="">{t('all_years')}</option>
      {yearsOf(framework).map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  )
}

/** One model for as long as the page is open; what the service says anew goes into it. */
function useModelOf(framework: FrameworkOut, language: string): GridModel {
  const { id } = framework.project
  // biome-ignore lint/correctness/useExhaustiveDependencies: another project has other cells
  const model = useMemo(() => new GridModel(language), [language, id])
  useMemo(() => {
    for (const { indicators } of framework.results) {
      for (const { periods } of indicators) {
        for (const period of periods) model.load(period.id, storedOf(language, period))
      }
    }
  }, [model, framework, language])
  return model
}

/** Whoever closes the window too soon is asked once more; what waits is kept all the same. */
function useLeaveGuard(model: GridModel): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (model.unsettled().length > 0) event.preventDefault()
    }
    globalThis.addEventListener('beforeunload', ask)
    return () => globalThis.removeEventListener('beforeunload', ask)
  }, [model])
}
