import { useTranslation } from 'react-i18next'
import type { OfferedRoleOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { useScopeWords } from '../../ui/scope-name'

/** What comes with an invitation, as words: whoever reads them may not see the things yet. */
export function OfferedRoles({ roles }: { roles: OfferedRoleOut[] }) {
  const { t } = useTranslation(['invitations', 'shell'])
  const language = useLanguage()
  const words = useScopeWords()
  if (roles.length === 0) return <span className="subtle">{t('invitations:no_roles')}</span>
  return (
    <ul className="plain-list">
      {roles.map(({ role, scope, valid_to }) => (
        <li key={`${role} ${scope.id}`}>
          {t(`shell:role.${role}`)} · {words(scope)}
          {valid_to && ` · ${t('invitations:until', { day: dat(language, valid_to) })}`}
        </li>
      ))}
    </ul>
  )
}
