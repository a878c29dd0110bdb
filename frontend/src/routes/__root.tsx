import { Provider, Theme } from '@navikt/ds-react'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { componentTexts, useLanguage } from '../i18n'
import { useTheme } from '../lib/theme'
import { Toasts } from '../ui/toast'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root })

function Root() {
  const language = useLanguage()
  const { shown } = useTheme()
  const [place, setPlace] = useState<HTMLDivElement | null>(null)
  const texts = componentTexts(language)
  return (
    <Provider rootElement={place} {...(texts ? { locale: texts } : {})}>
      <Theme theme={shown} className="app">
        <Outlet />
        <Toasts />
        <div ref={setPlace} />
      </Theme>
    </Provider>
  )
}
