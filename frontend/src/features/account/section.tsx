import { Heading } from '@navikt/ds-react'
import { type ReactNode, useId } from 'react'
import './account.css'

interface SectionProps {
  title: string
  lead?: string | undefined
  children: ReactNode
}

/** One subject of the account page. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="account-section">
      <Heading level="2" size="small" id={id}>
        {title}
      </Heading>
      {lead && <p className="flush subtle">{lead}</p>}
      {children}
    </section>
  )
}
