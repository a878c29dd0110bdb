import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RoleScope } from '../api/registry/types.gen'
import { LocalisedView, usePickText } from './localised-view'

/** What a role is held in, as the words of one line. */
export function useScopeWords(): (scope: RoleScope) => string {
  const { t } = useTranslation('people')
  const pick = usePickText()
  return ({ type, name, title, code, original_language }) => {
    if (type === 'installation') return t('scope.installation')
    const words = name ?? (title && `${code ?? ''} ${pick(title, original_language)}`.trim())
    return `${t(`scope.${type}`)} ${words ?? ''}`.trim()
  }
}

/** The same, leading to the thing. */
export function ScopeName({ scope }: { scope: RoleScope }) {
  const { t } = useTranslation('people')
  const { type, id, name, title, code, original_language } = scope
  const to = pages[type]
  if (!id || !to || (!name && !title)) return t(`scope.${type}`)
  return (
    <>
      <span className="subtle">{t(`scope.${type}`)} </span>
      <Link to={to} params={{ id }}>
        {name ?? (
          <>
            {code} <LocalisedView text={title} original={original_language} />
          </>
        )}
      </Link>
    </>
  )
}

const pages: Partial<
  Record<
    RoleScope['type'],
    '/organisations/$id' | '/programmes/$id' | '/partnerships/$id' | '/networks/$id' | '/projects/$id'
  >
> = {
  organisation: '/organisations/$id',
  programme: '/programmes/$id',
  partnership: '/partnerships/$id',
  network: '/networks/$id',
  project: '/projects/$id',
}
