/** Gives a file to the browser's downloads. */
export function keepFile(data: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(data)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** What the copy of a file is called that comes back with its errors marked. */
export const marked = (name: string): string => name.replace(/(\.\w+)?$/, '-marked$1')
