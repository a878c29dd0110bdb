import type { QueryClient } from '@tanstack/react-query'

const ofProjects = [
  'listProjects',
  'getProject',
  'getProjectChoices',
  'getOverview',
  'getAnnualReport',
  'listBudgetLines',
]
const ofOrganisations = ['listOrganisations', 'getOrganisation', 'matchOrganisations']
const ofPartnerships = ['listPartnerships', 'getPartnership', 'listPartnershipLinks']
const ofNetworks = ['listNetworks', 'getNetwork']
const ofProgrammes = ['listProgrammes', 'getProgramme']
const ofResults = [
  'getFramework',
  'getProgrammeFramework',
  'getFrameworkGraph',
  'getIndicator',
  'listEntries',
]
const ofInbox = ['listNotifications', 'listThreads', 'countUnread', 'listTodo', 'countTodo']

/** What is on screen of such a thing: the queries, by operation, that may read differently now. */
export const queriesAbout: Record<string, readonly string[]> = {
  organisation: [...ofOrganisations, ...ofProjects, ...ofPartnerships],
  programme: [...ofProgrammes, ...ofProjects],
  network: [...ofNetworks, 'getProject'],
  project: [
    ...ofNetworks,
    ...ofProjects,
    ...ofOrganisations,
    ...ofPartnerships,
    ...ofProgrammes,
    ...ofResults,
  ],
  partnership: [...ofPartnerships, 'getProject', 'getOrganisation', 'getOverview'],
  import: [...ofProjects, ...ofOrganisations, ...ofPartnerships, ...ofProgrammes, 'listImports', 'getImport'],
  result: [...ofResults, 'getOverview'],
  indicator: [...ofResults, 'getOverview'],
  framework: ofResults,
}

export function operationOf(queryKey: readonly unknown[]): string | undefined {
  const first = queryKey[0]
  if (first === null || typeof first !== 'object' || !('_id' in first)) return undefined
  return typeof first._id === 'string' ? first._id : undefined
}

/** Asks anew for what is on screen about things of these kinds, and for the inbox. */
export function refresh(cache: QueryClient, kinds: Iterable<string>): void {
  const stale = new Set([...ofInbox, ...[...kinds].flatMap((kind) => queriesAbout[kind] ?? [])])
  void cache.invalidateQueries({
    predicate: ({ queryKey }) => stale.has(operationOf(queryKey) ?? ''),
  })
}
