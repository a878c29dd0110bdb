/** What no program may be given: it would make programs of its own. */
const neverGiven = new Set(['key.manage'])

export interface PermissionGroup {
  subject: string
  /** `project.read`, `project.write`: reading first. */
  permissions: string[]
}

const actionOf = (permission: string): string => permission.split('.')[1] ?? ''
const order = ['read', 'write', 'manage']
/** What programs are mostly for comes first. */
const subjects =
  'project result entry programme partnership network organisation contact budget report import'.split(' ')

const placeOf = (subject: string): number => {
  const place = subjects.indexOf(subject)
  return place < 0 ? subjects.length : place
}

/** What one may oneself, by what it is about. */
export function permissionGroups(permissions: readonly string[]): PermissionGroup[] {
  const groups = new Map<string, string[]>()
  for (const permission of permissions) {
    if (neverGiven.has(permission)) continue
    const subject = permission.split('.')[0] ?? permission
    groups.set(subject, [...(groups.get(subject) ?? []), permission])
  }
  const sorted = [...groups].sort(([a], [b]) => placeOf(a) - placeOf(b))
  return sorted.map(([subject, all]) => ({
    subject,
    permissions: all.sort((a, b) => order.indexOf(actionOf(a)) - order.indexOf(actionOf(b))),
  }))
}
