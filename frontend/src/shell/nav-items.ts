import { useRouter } from '@tanstack/react-router'
import type { Resources } from '../i18n/resources.gen'
import { useSession } from '../lib/session'

export interface NavItem {
  to: string
  label: keyof Resources['shell']['nav']
  /** Shown in the bar at the bottom of a phone; the others are in its menu. */
  primary?: boolean
  /** Pages that are reached by its tabs. */
  also?: string[]
  /** Left out for those who may not. */
  permission?: string
}

const items: NavItem[] = [
  { to: '/', label: 'dashboard', primary: true },
  { to: '/todo', label: 'todo', primary: true },
  { to: '/projects', label: 'projects', primary: true },
  { to: '/programmes', label: 'programmes' },
  { to: '/library', label: 'library', permission: 'definition.read' },
  { to: '/results', label: 'results' },
  { to: '/organisations', label: 'organisations' },
  { to: '/partnerships', label: 'partnerships' },
  { to: '/networks', label: 'networks' },
  { to: '/practices', label: 'practices' },
  { to: '/map', label: 'map' },
  { to: '/reports/annual', label: 'annual_report' },
  { to: '/imports', label: 'imports', permission: 'import.read' },
  { to: '/privacy/record', label: 'personal_data', permission: 'privacy.manage' },
  { to: '/people', label: 'people', permission: 'person.read' },
  { to: '/invitations', label: 'invitations', permission: 'invitation.read' },
  { to: '/mail', label: 'mail', also: ['/deliveries', '/mail-texts'], permission: 'person.write' },
  { to: '/inbox', label: 'inbox', primary: true },
  { to: '/audit', label: 'audit', permission: 'audit.read' },
]

export function useNavItems(): NavItem[] {
  const { routesByPath } = useRouter()
  const permissions = useSession()?.permissions ?? []
  return items.filter(
    ({ to, permission }) => to in routesByPath && (!permission || permissions.includes(permission)),
  )
}
