import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  getReport,
  getReportFigures,
  getReportingCalendar,
  getReportVersion,
  listReportComments,
  listReportFiles,
  listReportingRequirements,
  listReportPeople,
  listReportSections,
  listTimeliness,
} from '../../api/indicators/sdk.gen'
import type {
  GetReportingCalendarData,
  ListTimelinessData,
  ReportOut,
  ReportSectionOut,
} from '../../api/indicators/types.gen'

const KEY = 'reporting'

export type CalendarAsked = Omit<NonNullable<GetReportingCalendarData['query']>, 'cursor' | 'limit'>

/** Who owes which reports of a programme or project, page after page. */
export const calendarPages = (ownerId: string, asked: CalendarAsked) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'calendar', ownerId, asked],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      const path = { owner_id: ownerId }
      const { data } = await getReportingCalendar({ path, query, signal, throwOnError: true })
      return data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export type TimelinessAsked = Omit<NonNullable<ListTimelinessData['query']>, 'cursor' | 'limit'>

/** How punctually reports came, page after page. */
export const timelinessPages = (asked: TimelinessAsked) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'timeliness', asked],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return (await listTimeliness({ query, signal, throwOnError: true })).data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'report', id],
    queryFn: async ({ signal }) =>
      (await getReport({ path: { report_id: id }, signal, throwOnError: true })).data,
  })

/** Who may be named for a report. */
export const peopleQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'people', id],
    queryFn: async ({ signal }) =>
      (await listReportPeople({ path: { report_id: id }, signal, throwOnError: true })).data.people,
  })

/** What a programme asks for: twenty kinds at most. */
export const requirementsQuery = (programmeId: string) =>
  queryOptions({
    queryKey: [KEY, 'requirements', programmeId],
    queryFn: async ({ signal }) => {
      const path = { programme_id: programmeId }
      return (await listReportingRequirements({ path, signal, throwOnError: true })).data.items
    },
  })

/** Which files go with a report; as accepted, which went with it then. */
export const filesQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [KEY, 'files', id, version],
    queryFn: async ({ signal }) =>
      version
        ? { files: (await versionOf(id, version, signal)).files, room: 0, may_write: false }
        : (await listReportFiles({ path: { report_id: id }, signal, throwOnError: true })).data,
  })

/** What people say of a report to one another. */
export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: [KEY, 'comments', id],
    queryFn: async ({ signal }) =>
      (await listReportComments({ path: { report_id: id }, signal, throwOnError: true })).data,
  })

/** What a report says in words; read anew whenever somebody opens it, for others write, too. */
export const sectionsQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [KEY, 'sections', id, version],
    queryFn: async ({ signal }) =>
      version
        ? (await versionOf(id, version, signal)).sections
        : (await listReportSections({ path: { report_id: id }, signal, throwOnError: true })).data,
  })

/** What a report told when it was accepted: the first time, the second. */
const versionOf = async (report_id: string, number: number, signal: AbortSignal) =>
  (await getReportVersion({ path: { report_id, number }, signal, throwOnError: true })).data

/** What a report tells in figures; read anew whenever somebody opens it. */
export const figuresQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [KEY, 'figures', id, version],
    queryFn: async ({ signal }) =>
      version
        ? (await versionOf(id, version, signal)).figures
        : (await getReportFigures({ path: { report_id: id }, signal, throwOnError: true })).data,
  })

/** A section that was just saved, as it is now. */
export const keepSection = (cache: QueryClient, id: string, saved: ReportSectionOut): void => {
  cache.setQueryData(
    sectionsQuery(id).queryKey,
    (known) =>
      known && {
        ...known,
        sections: known.sections.map((one) => (one.section === saved.section ? saved : one)),
      },
  )
  const now = (words: ReportSectionOut) => (words.section === saved.section ? saved : words)
  cache.setQueryData(
    figuresQuery(id).queryKey,
    (known) =>
      known && {
        ...known,
        rows: known.rows.map((row) => ({ ...row, words: now(row.words) })),
        spending: known.spending && { ...known.spending, words: now(known.spending.words) },
      },
  )
}

/** After any change: the calendar, the report and the requirements are read anew. */
export const refreshReporting = async (cache: QueryClient, report?: ReportOut): Promise<void> => {
  if (report) cache.setQueryData(reportQuery(report.id).queryKey, report)
  await cache.invalidateQueries({ queryKey: [KEY] })
}
