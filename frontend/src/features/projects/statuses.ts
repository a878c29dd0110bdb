import { ObjectiveKind, ProjectRoleKind, ProjectStatus } from '../../api/registry/types.gen'

/** As the service names them, in its order. */
export const statuses: readonly ProjectStatus[] = Object.values(ProjectStatus)
export const roleKinds: readonly ProjectRoleKind[] = Object.values(ProjectRoleKind)
export const objectiveKinds: readonly ObjectiveKind[] = Object.values(ObjectiveKind)
