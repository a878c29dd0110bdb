import {
  BarChartIcon,
  BookIcon,
  Buildings3Icon,
  EnvelopeClosedIcon,
  FileImportIcon,
  FolderIcon,
  HandshakeIcon,
  HexagonGridIcon,
  HouseIcon,
  InboxIcon,
  LayersIcon,
  LightBulbIcon,
  LocationPinIcon,
  PersonEnvelopeIcon,
  PersonGroupIcon,
  ReceiptIcon,
  ShieldLockIcon,
  TasklistIcon,
  TrendUpIcon,
} from '@navikt/aksel-icons'
import type { ComponentType } from 'react'
import type { NavItem } from './nav-items'

const icons: Partial<
  Record<NavItem['label'], ComponentType<{ 'aria-hidden'?: boolean; fontSize?: string }>>
> = {
  dashboard: HouseIcon,
  todo: TasklistIcon,
  projects: FolderIcon,
  programmes: LayersIcon,
  library: BookIcon,
  results: TrendUpIcon,
  organisations: Buildings3Icon,
  partnerships: HandshakeIcon,
  networks: HexagonGridIcon,
  practices: LightBulbIcon,
  map: LocationPinIcon,
  annual_report: BarChartIcon,
  imports: FileImportIcon,
  personal_data: ShieldLockIcon,
  people: PersonGroupIcon,
  invitations: PersonEnvelopeIcon,
  mail: EnvelopeClosedIcon,
  inbox: InboxIcon,
  audit: ReceiptIcon,
}

/** The sign beside the words of the menu, which do without it: it comes after the page. */
export function NavIcon({ label }: { label: NavItem['label'] }) {
  const Icon = icons[label]
  return Icon && <Icon aria-hidden fontSize="1.375rem" />
}
