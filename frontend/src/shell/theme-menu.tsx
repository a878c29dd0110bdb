import { MoonIcon, SunIcon } from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import { chooseTheme, themes, useTheme } from '../lib/theme'
import { Menu, MenuChoice } from '../ui/menu'

export function ThemeMenu() {
  const { t } = useTranslation('shell')
  const { choice, shown } = useTheme()
  const options = themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))
  return (
    <Menu
      label={t('theme.label')}
      icon={shown === 'dark' ? <MoonIcon aria-hidden /> : <SunIcon aria-hidden />}
      content={() => (
        <MenuChoice label={t('theme.label')} value={choice} options={options} onChange={chooseTheme} />
      )}
    />
  )
}
