import { Heading } from '@navikt/ds-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../lib/languages'
import { useTitle } from '../lib/use-title'

export interface Crumb {
  label: string
  link: LinkProps
}

export interface PageHeaderProps {
  title: string
  /** The language of the title, when it is somebody's own text. */
  lang?: Language | undefined
  /** One or two lines under the title. */
  lead?: ReactNode
  crumbs?: Crumb[]
  /** Tags beside the title. */
  tags?: ReactNode
  /** Buttons; the most important one last. */
  actions?: ReactNode
}

/** Every page starts with this: its h1, the way back, what one can do here, and the document's title. */
export function PageHeader({ title, lang, lead, crumbs = [], tags, actions }: PageHeaderProps) {
  const { t } = useTranslation()
  useTitle(title, ...crumbs.map((crumb) => crumb.label).reverse())
  return (
    <div className="page-header">
      {crumbs.length > 0 && (
        <nav aria-label={t('breadcrumbs')} className="crumbs noprint">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.label}>
                <Link {...crumb.link}>{crumb.label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="page-header__row">
        <div className="page-header__title">
          <Heading level="1" size="large" lang={lang}>
            {title}
          </Heading>
          {tags}
        </div>
        {actions && <div className="page-header__actions noprint">{actions}</div>}
      </div>
      {lead && <div className="page-header__lead">{lead}</div>}
    </div>
  )
}
