export type Cell = string | number | null

/** With a byte order mark and semicolons: so that the spreadsheets of these countries open it rightly. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  const quote = (cell: Cell) => `"${guard(String(cell ?? '')).replaceAll('"', '""')}"`
  return `\uFEFF${rows.map((row) => row.map(quote).join(';')).join('\r\n')}\r\n`
}

/** A text that a spreadsheet would take for a formula must stay a text; a negative number is a number. */
const guard = (text: string) => (/^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text)

export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
