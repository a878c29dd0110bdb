import type { OrganisationKind } from '../../api/registry/types.gen'
import { zOrganisationKind } from '../../api/registry/zod.gen'

export type Kind = OrganisationKind

/** As the service names them, most frequent first. */
export const kinds = zOrganisationKind.options as [Kind, ...Kind[]]
