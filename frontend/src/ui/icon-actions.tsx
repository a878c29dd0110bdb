import { Button } from '@navikt/ds-react'
import type { ComponentType } from 'react'

export interface IconAction {
  /** What it does, and to what: there is no other text. */
  title: string
  Icon: ComponentType<{ title?: string }>
  run: () => void
}

/** What can be done with a row of a table; what cannot be done with this one is left out. */
export function IconActions({ actions }: { actions: readonly (IconAction | false)[] }) {
  return (
    <span className="icon-actions noprint">
      {actions.map(
        (action) =>
          action && (
            <Button
              key={action.title}
              size="small"
              variant="tertiary"
              data-color="neutral"
              icon={<action.Icon title={action.title} />}
              onClick={action.run}
            />
          ),
      )}
    </span>
  )
}
