import type { NetworkOut } from '../../api/registry/types.gen'
import { MemberSection } from './member-section'
import { NetworkView } from './network-view'

/** A network as it was on record: only looked at, and without the projects of today. */
export function NetworkOnRecord({ network }: { network: NetworkOut }) {
  return <NetworkView network={network} members={<MemberSection network={network} />} withProjects={false} />
}
