import { Alert, Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getFrameworkOptions,
  getProgrammeFrameworkOptions,
} from '../../../api/indicators/@tanstack/react-query.gen'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import {
  getNetworkOptions,
  getOrganisationOptions,
  getPartnershipOptions,
  getProgrammeOptions,
  getProjectOptions,
} from '../../../api/registry/@tanstack/react-query.gen'
import type { HistoryKind } from '../../../features/history/kinds'
import { OrganisationSummary } from '../../../features/organisations/organisation-summary'
import { PartnershipView } from '../../../features/partnerships/partnership-view'
import { ProgrammeView } from '../../../features/programmes/programme-view'
import { ProjectOverview } from '../../../features/projects/project-overview'
import { ResultsView } from '../../../features/results/results-view'
import { laterTexts, useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { given } from '../../../lib/given'
import type { What } from '../../../lib/results'
import { InlineError } from '../../../ui/inline-error'

// Its words are not at hand on this page.
const NetworkOnRecord = lazy(async () => {
  const [part] = await Promise.all([import('../../../features/networks/network-on-record'), laterTexts()])
  return { default: part.NetworkOnRecord }
})

interface Then {
  id: string
  day: string
}

const views: Record<HistoryKind, (then: Then) => ReactNode> = {
  organisation: (then) => <OrganisationThen {...then} />,
  programme: (then) => <ProgrammeThen {...then} />,
  project: (then) => <ProjectThen {...then} />,
  partnership: (then) => <PartnershipThen {...then} />,
  network: (then) => <NetworkThen {...then} />,
  results: (then) => <ResultsThen {...then} />,
  programme_results: (then) => <ProgrammeResultsThen {...then} />,
}

/** The thing as it was on record at the end of a day. */
export function ObjectThen({ kind, ...then }: Then & { kind: HistoryKind }) {
  const { t } = useTranslation('history')
  const language = useLanguage()
  return (
    <>
      <Alert variant="info" inline className="history-note">
        {t('then_note', { date: dat(language, then.day) })}
      </Alert>
      {views[kind](then)}
    </>
  )
}

interface Asked<Data> {
  data: Data | undefined
  error: unknown
  refetch: () => unknown
}

/** What was not there yet is no failure, but an answer. */
function useShown() {
  const { t } = useTranslation('history')
  return useCallback(
    <Data,>({ data, error, refetch }: Asked<Data>, show: (data: Data) => ReactNode) => {
      if (data !== undefined) return show(data)
      if (!error) return <Skeleton variant="rounded" height={200} />
      const missing = (error as { status?: number }).status === 404
      return missing ? <p>{t('not_there_then')}</p> : <InlineError error={error} retry={refetch} />
    },
    [t],
  )
}

const once = { retry: false } as const

function OrganisationThen({ id, day }: Then) {
  const asked = useQuery({
    ...getOrganisationOptions({ path: { organisation_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, (data) => <OrganisationSummary organisation={data} />)
}

function ProgrammeThen({ id, day }: Then) {
  const asked = useQuery({
    ...getProgrammeOptions({ path: { programme_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, (data) => <ProgrammeView programme={data} />)
}

function ProjectThen({ id, day }: Then) {
  const asked = useQuery({
    ...getProjectOptions({ path: { project_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, (data) => <ProjectOverview project={data} />)
}

function PartnershipThen({ id, day }: Then) {
  const asked = useQuery({
    ...getPartnershipOptions({ path: { partnership_id: id }, query: { recorded_as_of: day } }),
    ...once,
  })
  return useShown()(asked, (data) => <PartnershipView partnership={data} />)
}

function NetworkThen({ id, day }: Then) {
  const asked = useQuery({
    ...getNetworkOptions({ path: { network_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, (data) => (
    <Suspense>
      <NetworkOnRecord network={data} />
    </Suspense>
  ))
}

function ResultsThen({ id, day }: Then) {
  const asked = useQuery({
    ...getFrameworkOptions({ path: { project_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, ({ project, results }) => <FrameworkThen owner={project} results={results} />)
}

function ProgrammeResultsThen({ id, day }: Then) {
  const asked = useQuery({
    ...getProgrammeFrameworkOptions({ path: { programme_id: id }, query: { as_of: day } }),
    ...once,
  })
  return useShown()(asked, ({ programme, results }) => (
    <FrameworkThen what="programme" owner={programme} results={results} />
  ))
}

interface FrameworkThenProps {
  what?: What
  owner: Omit<FrameworkOut['project'], 'archived'>
  results: FrameworkOut['results']
}

/** What was then is only looked at; no figures are kept of it. */
function FrameworkThen({ what, owner, results }: FrameworkThenProps) {
  const framework = { project: { ...owner, archived: true }, results }
  return <ResultsView framework={framework} {...given({ what })} withArchived={false} past />
}
