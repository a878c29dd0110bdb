import { MoonIcon, SunIcon } from '@navikt/aksel-icons'
import { ActionMenu, Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { chooseTheme, themes, useTheme } from '../lib/theme'

export function ThemeMenu() {
  const { t } = useTranslation('shell')
  const { choice, shown } = useTheme()
  const Icon = shown === 'dark' ? MoonIcon : SunIcon
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={<Icon title={t('theme.label')} />}
        />
      </ActionMenu.Trigger>
      <ActionMenu.Content>
        <ActionMenu.RadioGroup label={t('theme.label')} value={choice} onValueChange={chooseTheme}>
          {themes.map((theme) => (
            <ActionMenu.RadioItem key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </ActionMenu.RadioItem>
          ))}
        </ActionMenu.RadioGroup>
      </ActionMenu.Content>
    </ActionMenu>
  )
}
