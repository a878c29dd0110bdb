import { MenuHamburgerIcon } from '@navikt/aksel-icons'
import { Link, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type NavItem, useNavItems } from './nav-items'

const NavIcon = lazy(() => import('./nav-icons').then((part) => ({ default: part.NavIcon })))
const TodoBadge = lazy(() => import('./todo-badge').then((part) => ({ default: part.TodoBadge })))

function NavLink({ item, onClick }: { item: NavItem; onClick?: () => void }) {
  const { t } = useTranslation('shell')
  const isByTab = useLocation({ select: ({ pathname }) => item.also?.includes(pathname) })
  return (
    <Link
      to={item.to}
      className="nav-link"
      {...(isByTab ? { 'aria-current': 'page' } : {})}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      {...(onClick ? { onClick } : {})}
    >
      <Suspense fallback={<svg width="1.375rem" height="1.375rem" aria-hidden="true" />}>
        <NavIcon label={item.label} />
      </Suspense>
      <span>{t(`nav.${item.label}`)}</span>
      {item.label === 'todo' && (
        <Suspense>
          <TodoBadge />
        </Suspense>
      )}
    </Link>
  )
}

export function SideNav() {
  const { t } = useTranslation('shell')
  return (
    <nav className="side-nav noprint" aria-label={t('nav.label')}>
      <ul>
        {useNavItems().map((item) => (
          <li key={item.to}>
            <NavLink item={item} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** On a phone: the four most used pages at the thumb, the rest in a sheet above them. */
export function BottomNav() {
  const { t } = useTranslation('shell')
  const items = useNavItems()
  const id = useId()
  const sheet = useRef<HTMLDivElement>(null)
  return (
    <nav className="bottom-nav noprint" aria-label={t('nav.label')}>
      <ul>
        {items
          .filter((item) => item.primary)
          .map((item) => (
            <li key={item.to}>
              <NavLink item={item} />
            </li>
          ))}
        <li>
          <button type="button" className="nav-link" popoverTarget={id}>
            <MenuHamburgerIcon aria-hidden fontSize="1.375rem" />
            <span>{t('nav.more')}</span>
          </button>
        </li>
      </ul>
      <div id={id} ref={sheet} popover="auto" className="menu" data-place="bottom">
        <ul className="nav-sheet">
          {items.map((item) => (
            <li key={item.to}>
              <NavLink item={item} onClick={() => sheet.current?.hidePopover()} />
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}
