import { useTranslation } from 'react-i18next'

/** "Projects", "Read": a permission in two words; one that we have no words for is shown as it is. */
export function usePermissionWords() {
  const { t, i18n } = useTranslation('keys')
  const subject = (name: string): string =>
    i18n.exists(`subjects.${name}`, { ns: 'keys' }) ? t(`subjects.${name}` as 'subjects.project') : name
  const action = (permission: string): string => {
    const name = permission.split('.')[1] ?? permission
    return i18n.exists(`actions.${name}`, { ns: 'keys' }) ? t(`actions.${name}` as 'actions.read') : name
  }
  return { subject, action }
}
