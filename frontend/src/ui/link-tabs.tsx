import { Link, type LinkProps } from '@tanstack/react-router'

export interface LinkTab {
  label: string
  link: LinkProps
  /** Shown after the label, as in "Results 4". */
  count?: number | string | undefined
  /** It has pages below it: they are parts of it. */
  hasParts?: boolean
}

/** Parts of one thing, each with an address of its own: links, since each is a page. */
export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  return (
    <nav className="link-tabs noprint" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              {...tab.link}
              className="link-tabs__link"
              activeOptions={{ exact: !tab.hasParts, includeSearch: tab.link.search !== undefined }}
            >
              {tab.label}
              {tab.count !== undefined && <span className="link-tabs__count">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
