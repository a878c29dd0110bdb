import './imports.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, Heading, LocalAlert } from '@navikt/ds-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import {
  commitImportMutation,
  listImportRowsOptions,
  setImportMappingMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ImportOut, ImportSettings, Outcome } from '../../api/registry/types.gen'
import { given } from '../../lib/given'
import { useSearchChange } from '../../lib/search'
import { useMay } from '../../lib/session'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { CommitPanel } from './commit-panel'
import { CountryDecisions } from './country-decisions'
import { keyOf, merged } from './decisions'
import { FileFacts } from './file-facts'
import { GiveUpButton } from './give-up-button'
import { isWorking } from './import-query'
import { MadeDecisions } from './made-decisions'
import { NameDecisions } from './name-decisions'
import { OutcomeFilter } from './outcome-filter'
import { matching, programmesQuery, useImportChanged } from './queries'
import { ResultPanel } from './result-panel'
import { useRowColumns } from './row-columns'
import { Running } from './running'

// A form is heavy, and only one step of the way has it.
const MappingForm = lazy(() => import('./mapping-form').then(({ MappingForm }) => ({ default: MappingForm })))

interface ImportViewProps {
  batch: ImportOut
  /** Back at the columns although the rows were tried. */
  atColumns: boolean
  outcome: Outcome | undefined
  after: string | undefined
}

/** The step that an import is at: it is all in the service, so that a reload goes on where one was. */
export function ImportView({ batch, atColumns, outcome, after }: ImportViewProps) {
  const may = useMay('import.write')
  const again = useTryAgain(batch)
  if (isWorking(batch.state)) return <Running batch={batch} />
  const tried = batch.counts !== null
  const open = ['uploaded', 'analysed', 'cancelled', 'failed', 'undone'].includes(batch.state)
  const columns = open && may && (atColumns || !tried || batch.state !== 'analysed')
  return (
    <div className="stack">
      <FailureNote batch={batch} />
      {batch.state !== 'uploaded' && batch.state !== 'analysed' && <ResultPanel batch={batch} />}
      {columns ? (
        <Columns batch={batch} onSubmit={again} />
      ) : (
        tried && <Tried batch={batch} outcome={outcome} after={after} again={again} />
      )}
    </div>
  )
}

function useTryAgain(batch: ImportOut) {
  const changed = useImportChanged()
  const change = useSearchChange()
  const map = useMutation({ ...setImportMappingMutation(), onSuccess: changed })
  return async (settings: ImportSettings) => {
    await map.mutateAsync({
      path: { import_id: batch.id },
      body: settings,
      headers: matching(batch.version),
    })
    change({ step: undefined, outcome: undefined })
  }
}

type Again = ReturnType<typeof useTryAgain>

function FailureNote({ batch }: { batch: ImportOut }) {
  const { t, i18n } = useTranslation('imports')
  if (!batch.failure) return null
  const key = `failure.${batch.failure.code}`
  const words = i18n.exists(key, { ns: 'imports' }) ? t(key as 'failure.job_failed') : batch.failure.message
  return (
    <LocalAlert status="warning">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{words}</LocalAlert.Title>
      </LocalAlert.Header>
    </LocalAlert>
  )
}

function Columns({ batch, onSubmit }: { batch: ImportOut; onSubmit: Again }) {
  const programmes = useQuery(programmesQuery())
  // The form starts with the one programme there is, so it waits for the list.
  if (!programmes.data) return null
  return (
    <Suspense fallback={null}>
      <MappingForm batch={batch} programmes={programmes.data.items} onSubmit={onSubmit} />
    </Suspense>
  )
}

interface TriedProps {
  batch: ImportOut
  outcome: Outcome | undefined
  after: string | undefined
  again: Again
}

function Tried({ batch, outcome, after, again }: TriedProps) {
  const { t } = useTranslation('imports')
  const may = useMay('import.write') && batch.state === 'analysed'
  const changed = useImportChanged()
  const change = useSearchChange()
  const commit = useMutation({ ...commitImportMutation(), onSuccess: changed })
  const { settings, counts } = batch
  if (!settings || !counts) return null
  const decided = settings as unknown as ImportSettings
  return (
    <>
      {batch.state === 'analysed' && (
        <div className="import-head">
          <FileFacts batch={batch} />
          {may && (
            <div className="form__buttons">
              <Button size="small" variant="tertiary" onClick={() => change({ step: 'columns' })}>
                {t('check.change_columns')}
              </Button>
              <GiveUpButton batch={batch} />
            </div>
          )}
        </div>
      )}
      {may && (
        <>
          <CountryDecisions
            batch={batch}
            onApply={(made) =>
              again({ ...decided, country_decisions: [...settings.country_decisions, ...made] })
            }
          />
          <NameDecisions
            key={batch.version}
            batch={batch}
            onApply={(made) => again({ ...decided, name_decisions: merged(settings.name_decisions, made) })}
          />
          <MadeDecisions
            batch={batch}
            onForget={(one) =>
              again({
                ...decided,
                name_decisions: (decided.name_decisions ?? []).filter(
                  ({ text, country_code = null }) => keyOf({ text, country_code }) !== keyOf(one),
                ),
              })
            }
          />
          <CommitPanel
            key={`commit${batch.version}`}
            batch={batch}
            onCommit={(mode) =>
              commit.mutateAsync({
                path: { import_id: batch.id },
                body: { mode },
                headers: matching(batch.version),
              })
            }
          />
        </>
      )}
      <Rows batch={batch} outcome={outcome} after={after} />
    </>
  )
}

function Rows({ batch, outcome, after }: Omit<TriedProps, 'again'>) {
  const { t } = useTranslation('imports')
  const columns = useRowColumns(batch)
  const rows = useQuery({
    ...listImportRowsOptions({
      path: { import_id: batch.id },
      query: given({ outcome, cursor: after, limit: 25 }),
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="stack stack--close" aria-labelledby="import-rows">
      <div className="import-head">
        <Heading level="2" size="small" id="import-rows">
          {batch.state === 'committed' ? t('result.rows_title') : t('check.title')}
        </Heading>
        <Button
          as="a"
          size="small"
          variant="secondary"
          icon={<DownloadIcon aria-hidden />}
          href={`/api/registry/v1/imports/${batch.id}/workbook`}
          download
        >
          {t('check.download')}
        </Button>
      </div>
      {batch.counts && <OutcomeFilter counts={batch.counts} chosen={outcome} />}
      <DataTable
        label={t('check.result')}
        columns={columns}
        query={rows}
        rowId={(row) => String(row.row_number)}
        empty={<EmptyState title={t('check.no_rows')} level="3" />}
      />
    </section>
  )
}
