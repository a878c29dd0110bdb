import { LanguageIcon } from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import { changeOwnAccount } from '../api/registry/sdk.gen'
import { setLanguage, useLanguage } from '../i18n'
import { type Language, languageNames, languages } from '../lib/languages'
import { useSession, useSetSession } from '../lib/session'
import { Menu, MenuChoice } from '../ui/menu'

const options = languages.map((tag) => ({ value: tag, label: <span lang={tag}>{languageNames[tag]}</span> }))

export function LanguageMenu() {
  const { t } = useTranslation('shell')
  const language = useLanguage()
  const session = useSession()
  const setSession = useSetSession()
  const choose = async (next: Language) => {
    await setLanguage(next)
    if (!session) return
    // Kept for the next sign-in and for messages; that it could not be kept is no reason to interrupt.
    const { data } = await changeOwnAccount({
      headers: { 'if-match': `"${session.account.version}"` },
      body: { locale: next },
    })
    if (data) setSession({ ...session, account: data })
  }
  return (
    <Menu
      label={t('language')}
      icon={<LanguageIcon aria-hidden />}
      content={() => (
        <MenuChoice
          label={t('language')}
          value={language}
          options={options}
          onChange={(next) => void choose(next)}
        />
      )}
    >
      <span className="sr-only">{t('language')}: </span>
      <span className="wide-only">{languageNames[language]}</span>
      <span className="narrow-only">{language.toUpperCase()}</span>
    </Menu>
  )
}
