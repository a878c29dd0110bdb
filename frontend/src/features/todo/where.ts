import type { TodoOut } from '../../api/notifications/types.gen'

type About = Pick<TodoOut, 'kind' | 'object_id' | 'project_id' | 'programme_id'>

const reviews = new Set(['values_to_verify', 'values_to_accept'])

/** Where it is done; undefined for what this page does not know yet. */
export function addressOf({ kind, object_id, project_id, programme_id }: About): string | undefined {
  switch (kind) {
    case 'values_due':
    case 'values_returned':
    case 'values_to_verify':
    case 'values_to_accept':
      return `/${project_id ? 'projects' : 'programmes'}/${project_id ?? programme_id}/values${reviews.has(kind) ? '?view=review' : ''}`
    case 'contribution_unanswered':
      return `/projects/${project_id}/values`
    case 'baselines_missing':
      return project_id ? `/projects/${project_id}/results` : `/programmes/${programme_id}/results`
    case 'project_ending':
      return `/projects/${object_id}`
    case 'role_expiring':
      return '/account'
    case 'invitation_expired':
      return '/invitations'
    case 'key_expiring':
      return '/keys'
    default:
      return kind.startsWith('report_') ? `/reporting/${object_id}` : undefined
  }
}
