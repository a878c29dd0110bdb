import type { ErrorComponentProps } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

/** Where not even the words about an error can be fetched, the network is what failed. */
function Unreachable() {
  const { t } = useTranslation('shell')
  return (
    <>
      <h1>{t('error.title')}</h1>
      <button type="button" onClick={() => location.reload()}>
        {t('error.again')}
      </button>
    </>
  )
}

const RouteError = lazy(() =>
  import('./route-error').then(
    (part) => ({ default: part.RouteError }),
    () => ({ default: Unreachable }),
  ),
)

/** Fetched when something goes wrong: most visits never need it. */
export function LateRouteError(props: ErrorComponentProps) {
  return (
    <Suspense>
      <RouteError {...props} />
    </Suspense>
  )
}
