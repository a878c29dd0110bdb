import { useTranslation } from 'react-i18next'
import type { AttemptOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import { useEndWords } from './end-words'
import './receivers.css'

/** What came of every attempt, and the first of what was answered. */
export function Attempts({ attempts }: { attempts: readonly AttemptOut[] }) {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  const end = useEndWords()
  return (
    <>
      <h2 className="flush receiver-heading">{t('attempts')}</h2>
      {attempts.length === 0 && <p className="flush">{t('no_attempt')}</p>}
      <ol className="plain-list stack stack--close">
        {attempts.map(({ n, started_at, ms, status, error_class, response_head }) => (
          <li key={n}>
            {num(language, n)}. {datetime(language, started_at)}
            {' · '}
            {error_class ? end(error_class) : t(`attempt.${status ?? 'under_way'}`)}
            {ms !== null && ` · ${t('took', { ms: num(language, ms) })}`}
            {response_head && <Words label={t('answer')}>{response_head}</Words>}
          </li>
        ))}
      </ol>
    </>
  )
}

/** Somebody else's text, as it is. */
export function Words({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it is reached by keyboard as well
    <section className="receiver-words" tabIndex={0} aria-label={label}>
      <pre className="flush">{children}</pre>
    </section>
  )
}
