import { ProgrammeRoleKind } from '../../api/registry/types.gen'

/** As the service names them, in its order. */
export const roleKinds: readonly ProgrammeRoleKind[] = Object.values(ProgrammeRoleKind)
