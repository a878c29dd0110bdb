import { useTranslation } from 'react-i18next'

/** Which keys do what; they do it while a notification has the focus, and nowhere else. */
export function Keys() {
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  const keys: [string[], string][] = [
    [['↓', '↑', 'j', 'k'], t('keys.move')],
    [['Enter'], t('keys.open')],
    [['u'], t('keys.read')],
    [['s'], more('keys.snooze')],
    [['e'], t('keys.archive')],
    [['x'], more('keys.select')],
  ]
  return (
    <section className="inbox__keys noprint" aria-label={t('keys.title')}>
      <span>{t('keys.text')}</span>
      {keys.map(([names, does]) => (
        <span key={does}>
          {names.map((name) => (
            <kbd key={name}>{name}</kbd>
          ))}{' '}
          {does}
        </span>
      ))}
    </section>
  )
}
