import type { ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Header } from './header'
import { LateRouteError } from './late-route-error'

/** A page without the menus: for those who are not signed in, or when nothing can be asked. */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <>
      <Header />
      <main id="main" className="bare-page">
        {children}
      </main>
    </>
  )
}

export function BareError(props: ErrorComponentProps) {
  return (
    <BarePage>
      <LateRouteError {...props} />
    </BarePage>
  )
}
