type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Leaves out what is undefined: an absent parameter and an undefined one are different types. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
