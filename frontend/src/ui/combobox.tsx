import { type ComboboxProps, UNSAFE_Combobox } from '@navikt/ds-react'
import { useEffect, useRef } from 'react'

export type Option = { label: string; value: string }

/** The library leaves the list of options without a name; it gets the field's. */
export function Combobox(props: ComboboxProps) {
  const box = useRef<HTMLDivElement>(null)
  const name = String(props.label)
  useEffect(() => {
    const around = box.current
    if (!around) return
    const mark = () => {
      for (const list of around.querySelectorAll('[role=listbox]')) list.setAttribute('aria-label', name)
    }
    const watcher = new MutationObserver(mark)
    watcher.observe(around, { subtree: true, childList: true })
    mark()
    return () => watcher.disconnect()
  }, [name])
  return (
    <div ref={box}>
      <UNSAFE_Combobox {...props} />
    </div>
  )
}
