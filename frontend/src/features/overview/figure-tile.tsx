import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface FigureTileProps {
  label: string
  figure: string
  link: LinkProps
  children?: ReactNode
}

/** One large figure; the whole tile leads to what it counts. */
export function FigureTile({ label, figure, link, children }: FigureTileProps) {
  return (
    <li className="figure-tile">
      <Link {...link} className="figure-tile__link">
        <span className="figure-tile__label">{label}</span>
        <span className="figure-tile__figure num">{figure}</span>
      </Link>
      {children && <span className="figure-tile__note">{children}</span>}
    </li>
  )
}
