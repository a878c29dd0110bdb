import {
  BarChartIcon,
  Buildings3Icon,
  FileImportIcon,
  FolderIcon,
  HandshakeIcon,
  HouseIcon,
  InboxIcon,
  LayersIcon,
  LocationPinIcon,
  PersonEnvelopeIcon,
  PersonGroupIcon,
  ReceiptIcon,
  ShieldLockIcon,
} from '@navikt/aksel-icons'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Resources } from '../i18n/resources.gen'
import { useSession } from '../lib/session'

export interface NavItem {
  to: string
  label: keyof Resources['shell']['nav']
  icon: ComponentType<{ 'aria-hidden'?: boolean; fontSize?: string }>
  /** Shown in the bar at the bottom of a phone; the others are in its menu. */
  primary?: boolean
  /** Left out for those who may not. */
  permission?: string
}

const items: NavItem[] = [
  { to: '/', label: 'dashboard', icon: HouseIcon, primary: true },
  { to: '/projects', label: 'projects', icon: FolderIcon, primary: true },
  { to: '/programmes', label: 'programmes', icon: LayersIcon },
  { to: '/organisations', label: 'organisations', icon: Buildings3Icon },
  { to: '/partnerships', label: 'partnerships', icon: HandshakeIcon },
  { to: '/map', label: 'map', icon: LocationPinIcon },
  { to: '/reports/annual', label: 'annual_report', icon: BarChartIcon, primary: true },
  { to: '/imports', label: 'imports', icon: FileImportIcon },
  { to: '/privacy/record', label: 'personal_data', icon: ShieldLockIcon, permission: 'privacy.manage' },
  { to: '/people', label: 'people', icon: PersonGroupIcon, permission: 'person.read' },
  { to: '/invitations', label: 'invitations', icon: PersonEnvelopeIcon, permission: 'invitation.read' },
  { to: '/inbox', label: 'inbox', icon: InboxIcon, primary: true },
  { to: '/audit', label: 'audit', icon: ReceiptIcon, permission: 'audit.read' },
]

export function useNavItems(): NavItem[] {
  const { routesByPath } = useRouter()
  const permissions = useSession()?.permissions ?? []
  return items.filter(
    ({ to, permission }) => to in routesByPath && (!permission || permissions.includes(permission)),
  )
}
