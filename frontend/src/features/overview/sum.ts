/** Adds decimal strings exactly, by whole hundredths: money is never a binary float. */
export function sumDecimals(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => {
    const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? []
    const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2) || '0')
    return sum + (sign === '-' ? -value : value)
  }, 0n)
  const size = cents < 0n ? -cents : cents
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}
