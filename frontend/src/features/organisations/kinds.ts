import { OrganisationKind } from '../../api/registry/types.gen'

export type Kind = OrganisationKind

/** As the service names them, most frequent first. */
export const kinds: readonly Kind[] = Object.values(OrganisationKind)
