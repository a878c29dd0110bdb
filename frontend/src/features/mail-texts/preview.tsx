import { Heading, Select, ToggleGroup } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type CSSProperties, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { previewMail } from '../../api/notifications/sdk.gen'
import type { MailBlock, MailPreviewOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Language } from '../../lib/languages'
import { toldOf } from './queries'
import type { Words } from './words'

interface PreviewProps {
  topic: string
  locale: Language
  words: Words
}

const PAUSE = 400

/** Words that have not changed for a moment: not every key asks the service. */
function useSettled(words: Words): Words {
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return settled
}

/** The mail as its reader would get it, with an example or with what one was told oneself. */
export function Preview({ topic, locale, words }: PreviewProps) {
  const { t } = useTranslation('mail_texts')
  const [kind, setKind] = useState('html')
  const [chosen, setChosen] = useState('')
  const { subject, body } = useSettled(words)
  const shown = useQuery({
    queryKey: ['mail-preview', topic, locale, subject, body, chosen],
    queryFn: async ({ signal }) => {
      const about = chosen ? { notification_id: Number(chosen) } : {}
      const wanted = { topic, channel: 'email' as const, locale, subject, body, ...about }
      return (await previewMail({ body: wanted, signal, throwOnError: true })).data
    },
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section className="panel stack stack--close" aria-label={t('preview')}>
      <Heading level="2" size="small">
        {t('preview')}
      </Heading>
      <div className="mail-texts__choices">
        <SeenWith topic={topic} locale={locale} value={chosen} onChange={setChosen} />
        <ToggleGroup size="small" label={t('as')} value={kind} onChange={setKind}>
          <ToggleGroup.Item value="html" label={t('html')} />
          <ToggleGroup.Item value="plain" label={t('plain')} />
        </ToggleGroup>
      </div>
      {shown.data && !shown.error ? (
        <div className="mail-texts__mail" lang={locale} data-testid="mail-preview">
          <p className="mail-texts__subject">{shown.data.subject}</p>
          {kind === 'html' ? <Laid mail={shown.data} /> : <pre className="flush">{shown.data.text}</pre>}
        </div>
      ) : (
        <p className="flush subtle">{t('preview_empty')}</p>
      )}
    </section>
  )
}

interface SeenWithProps {
  topic: string
  locale: Language
  value: string
  onChange: (value: string) => void
}

function SeenWith({ topic, locale, value, onChange }: SeenWithProps) {
  const { t } = useTranslation('mail_texts')
  const language = useLanguage()
  const told = useQuery(toldOf(topic, locale))
  return (
    <Select
      size="small"
      label={t('seen_with')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('example')}</option>
      {told.data?.items.map((one) => (
        <option key={one.id} value={one.id}>
          {`${datetime(language, one.occurred_at)}: ${one.sentence}`}
        </option>
      ))}
    </Select>
  )
}

/** The same parts and styles as the HTML of the mail: nothing of a mail is ever put into the page as HTML. */
function Laid({ mail }: { mail: MailPreviewOut }) {
  return (
    <div className="mail-texts__paper">
      {mail.blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
        <Part key={place} block={block} />
      ))}
    </div>
  )
}

function Part({ block: { text, href, style } }: { block: MailBlock }) {
  return href ? (
    <p className="flush">
      <span className="mail-texts__link" style={inReact(style)}>
        {text}
      </span>
    </p>
  ) : (
    <p style={inReact(style)}>{text}</p>
  )
}

const inReact = (style: Record<string, string>): CSSProperties =>
  Object.fromEntries(
    Object.entries(style).map(([name, value]) => [
      name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  )
