import { useEffect, useRef } from 'react'

interface TickProps {
  label: string
  isHidden?: boolean
  checked: boolean
  some?: boolean
  onTick: (checked: boolean) => void
}

/** The browser's own box: the library's would make every other list heavier. */
export function Tick({ label, isHidden, checked, some = false, onTick }: TickProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = some
  }, [some])
  return (
    <label className="inbox__tick">
      <input ref={box} type="checkbox" checked={checked} onChange={(event) => onTick(event.target.checked)} />
      <span className={isHidden ? 'sr-only' : undefined}>{label}</span>
    </label>
  )
}
