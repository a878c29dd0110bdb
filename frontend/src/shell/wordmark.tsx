/** The mark: a bridge that is its own reflection's arch. */
export function BridgeMark() {
  return (
    <svg viewBox="0 0 32 24" width="32" height="24" aria-hidden="true" className="bridge-mark">
      <path d="M1.5 16.5h29" />
      <path d="M5.500 16.500a10.500 10.500 0 0 1 21 0" />
      <path className="bridge-mark__thin" d="M10.500 8.200v8.300M16 6v10.500M21.500 8.200v8.300" />
      <path
        className="bridge-mark__water"
        d="M4 21.500c2-1.400 4-1.400 6 0s4 1.400 6 0 4-1.400 6 0 4 1.400 6 0"
      />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <BridgeMark />
      <span>Bromost</span>
    </span>
  )
}
