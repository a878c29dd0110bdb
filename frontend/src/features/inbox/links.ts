import type { NotificationOut } from '../../api/notifications/types.gen'

type About = Pick<NotificationOut, 'object_type' | 'object_id' | 'params'> & { topic?: string }

/** Where the thing is that a notification is about; undefined when it has no page of its own. */
export function addressOf({ topic, object_type, object_id, params }: About): string | undefined {
  // Read where it is told: not everybody whom it goes to sees the programme.
  if (topic?.startsWith('announcement.')) return undefined
  switch (object_type) {
    case 'organisation':
      return `/organisations/${object_id}`
    case 'project':
      return topic?.startsWith('budget.') ? `/projects/${object_id}/budget` : `/projects/${object_id}`
    case 'partnership':
      return `/partnerships/${object_id}`
    case 'network':
      return `/networks/${object_id}`
    case 'programme':
      return `/programmes/${object_id}`
    case 'import':
      return `/imports/${object_id}`
    case 'framework':
      return `/${params['is_of_programme'] ? 'programmes' : 'projects'}/${object_id}/${topic?.startsWith('definition.') ? 'results' : 'values'}`
    case 'result':
    case 'indicator':
      return typeof params['project_id'] === 'string'
        ? `/${params['is_of_programme'] ? 'programmes' : 'projects'}/${params['project_id']}/results`
        : undefined
    case 'report':
      return `/reporting/${object_id}`
    case 'todo':
      return '/todo'
    case 'role':
      return '/account'
    case 'invitation':
      return '/invitations'
    case 'webhook':
      return `/webhooks/${object_id}`
    case 'chat_channel':
      return typeof params['project_id'] === 'string'
        ? `/programmes/${params['project_id']}/channels/${object_id}`
        : undefined
    default:
      return undefined
  }
}
