import type { LinkType, MemberRole, PartnershipState } from '../../api/registry/types.gen'

export const states = [
  'pre_study',
  'pilot',
  'active',
  'standstill',
  'ended',
] as const satisfies readonly PartnershipState[]
export const linkTypes = [
  'twinning',
  'pilot',
  'pre_study',
  'sister_association',
  'technical',
  'network_link',
  'other',
] as const satisfies readonly LinkType[]
export const memberRoles = ['lead', 'member', 'coordinator'] as const satisfies readonly MemberRole[]
