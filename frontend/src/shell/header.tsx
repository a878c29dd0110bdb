import { Theme } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu'
import { LanguageMenu } from './language-menu'
import { ThemeMenu } from './theme-menu'
import { Wordmark } from './wordmark'

/** Dark in both themes: its own theme makes every control in it readable there. */
export function Header({ bell }: { bell?: ReactNode }) {
  const { t } = useTranslation('shell')
  return (
    <Theme theme="dark" hasBackground={false} asChild>
      <header className="header noprint">
        <Link to="/" className="header__home" aria-label={`Bromost, ${t('nav.dashboard')}`}>
          <Wordmark />
        </Link>
        <div className="header__tools">
          <LanguageMenu />
          <ThemeMenu />
          {bell}
          <AccountMenu />
        </div>
      </header>
    </Theme>
  )
}
