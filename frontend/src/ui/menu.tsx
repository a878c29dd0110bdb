import { Button } from '@navikt/ds-react'
import { type ReactNode, useId, useRef } from 'react'

export interface MenuProps {
  icon: ReactNode
  /** What stands on the button, or only what it is called when it shows no more than its icon. */
  children?: ReactNode
  label: string
  /** The content; it gets a function that closes it. */
  content: (close: () => void) => ReactNode
  place?: 'top' | 'bottom'
}

/** A button and what it opens. The browser closes it by Escape or a press elsewhere, and gives the focus back. */
export function Menu({ icon, children, label, content, place = 'top' }: MenuProps) {
  const id = useId()
  const sheet = useRef<HTMLDivElement>(null)
  const close = () => sheet.current?.hidePopover()
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        icon={icon}
        popoverTarget={id}
        aria-label={children ? undefined : label}
      >
        {children}
      </Button>
      <div id={id} ref={sheet} popover="auto" className="menu" data-place={place}>
        {content(close)}
      </div>
    </>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
}

/** One of a few, in a menu. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className="menu__choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="menu__item">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
