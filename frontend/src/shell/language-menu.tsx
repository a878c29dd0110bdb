import { LanguageIcon } from '@navikt/aksel-icons'
import { ActionMenu, Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { changeOwnAccount } from '../api/registry/sdk.gen'
import { setLanguage, useLanguage } from '../i18n'
import { isLanguage, languageNames, languages } from '../lib/languages'
import { useSession } from '../lib/session'

export function LanguageMenu() {
  const { t } = useTranslation('shell')
  const language = useLanguage()
  const session = useSession()
  const choose = async (next: string) => {
    if (!isLanguage(next)) return
    await setLanguage(next)
    // Kept for the next sign-in and for messages; the page does not wait for it.
    if (session) void changeOwnAccount({ body: { locale: next } })
  }
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button size="small" variant="tertiary" data-color="neutral" icon={<LanguageIcon aria-hidden />}>
          <span className="sr-only">{t('language')}: </span>
          <span className="wide-only" lang={language}>
            {languageNames[language]}
          </span>
          <span className="narrow-only" aria-hidden>
            {language.toUpperCase()}
          </span>
        </Button>
      </ActionMenu.Trigger>
      <ActionMenu.Content>
        <ActionMenu.RadioGroup
          label={t('language')}
          value={language}
          onValueChange={(next) => void choose(next)}
        >
          {languages.map((tag) => (
            <ActionMenu.RadioItem key={tag} value={tag}>
              <span lang={tag}>{languageNames[tag]}</span>
            </ActionMenu.RadioItem>
          ))}
        </ActionMenu.RadioGroup>
      </ActionMenu.Content>
    </ActionMenu>
  )
}
