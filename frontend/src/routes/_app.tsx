import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { isSignedOut } from '../api/problem'
import { sessionQuery } from '../lib/session'
import { BareError } from '../shell/bare-page'
import { Shell } from '../shell/shell'

/** Comes after the page itself: nobody waits for a number. */
const InboxBell = lazy(() => import('../features/inbox/bell').then((part) => ({ default: part.InboxBell })))

/** Every page but sign-in lies below this route: it needs a session and has the shell around it. */
export const Route = createFileRoute('/_app')({
  beforeLoad: async ({ context, location }) => {
    let mustAdd = false
    try {
      const session = await context.queryClient.ensureQueryData(sessionQuery())
      mustAdd = session.must_add_factor && !session.permissions.length
    } catch (error) {
      if (!isSignedOut(error)) throw error
      throw redirect({ to: '/sign-in', search: { return_to: location.href }, replace: true })
    }
    // Nothing else is open to them before that.
    if (mustAdd && location.pathname !== '/account') throw redirect({ to: '/account', replace: true })
  },
  errorComponent: BareError,
  component: () => (
    <Shell
      bell={
        <Suspense fallback={<span className="bell-place" />}>
          <InboxBell />
        </Suspense>
      }
    >
      <Outlet />
    </Shell>
  ),
})
