import './mail-texts.css'
import { Button, LocalAlert, Textarea, TextField } from '@navikt/ds-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailTemplateOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { Compare } from './compare'
import { Placeholders } from './placeholders'
import { Preview } from './preview'
import { useChanges } from './use-changes'
import { Versions } from './versions'
import { begun, same, useReason, useWrong, type Words } from './words'

/** One text: written on one side, seen on the other. */
export function Editor({ found }: { found: MailTemplateOut }) {
  const [words, setWords] = useState<Words>(() => begun(found))
  const changes = useChanges(found, (now) => setWords(begun(now)))
  return (
    <div className="stack">
      {found.failing_since && <Failing found={found} />}
      <div className="mail-texts__sides">
        <div className="stack">
          <TextForm found={found} words={words} onChange={setWords} changes={changes} />
          <Compare shipped={found.shipped} own={words} />
          <Versions found={found} onTake={(number) => changes.restore.mutate(number)} />
        </div>
        <Preview topic={found.topic} locale={found.locale} words={words} />
      </div>
    </div>
  )
}

function Failing({ found }: { found: MailTemplateOut }) {
  const { t } = useTranslation('mail_texts')
  const language = useLanguage()
  const reason = useReason()
  return (
    <LocalAlert status="warning" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('fails_title')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        {t('fails_text', {
          time: datetime(language, found.failing_since ?? ''),
          why: reason(found.failure ?? ''),
        })}
      </LocalAlert.Content>
    </LocalAlert>
  )
}

interface TextFormProps {
  found: MailTemplateOut
  words: Words
  onChange: (words: Words) => void
  changes: ReturnType<typeof useChanges>
}

function TextForm({ found, words, onChange, changes }: TextFormProps) {
  const { t } = useTranslation('mail_texts')
  const [last, setLast] = useState<keyof Words>('body')
  const subject = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLTextAreaElement>(null)
  const wrongOf = useWrong()
  const error = changes.save.error ?? changes.publish.error
  const wrong = wrongOf(error)
  const other = Object.keys(wrong).length > 0 ? (changes.restore.error ?? changes.discard.error) : error
  const insert = (name: string) => {
    const field = last === 'subject' ? subject.current : body.current
    const from = field?.selectionStart ?? words[last].length
    const to = field?.selectionEnd ?? from
    onChange({ ...words, [last]: `${words[last].slice(0, from)}{{ ${name} }}${words[last].slice(to)}` })
    field?.focus()
  }
  return (
    <section className="panel stack stack--close" aria-label={t('own_text')}>
      <State found={found} />
      <TextField
        ref={subject}
        label={t('subject')}
        value={words.subject}
        error={wrong.subject}
        lang={found.locale}
        onFocus={() => setLast('subject')}
        onChange={(event) => onChange({ ...words, subject: event.target.value })}
      />
      <Textarea
        ref={body}
        label={t('body')}
        description={t('body_hint')}
        value={words.body}
        error={wrong.body}
        lang={found.locale}
        minRows={8}
        onFocus={() => setLast('body')}
        onChange={(event) => onChange({ ...words, body: event.target.value })}
      />
      <Placeholders all={found.placeholders} onChoose={insert} />
      {other && <InlineError error={other} />}
      <Actions found={found} words={words} changes={changes} />
    </section>
  )
}

function State({ found: { published, draft } }: { found: MailTemplateOut }) {
  const { t } = useTranslation('mail_texts')
  const language = useLanguage()
  const sent = published
    ? t('state_own', { number: published.number, time: datetime(language, published.published_at) })
    : t('state_shipped')
  return <p className="flush">{draft ? `${sent} ${t('state_draft')}` : sent}</p>
}

type ActionsProps = Omit<TextFormProps, 'onChange'>

function Actions({ found, words, changes }: ActionsProps) {
  const { t } = useTranslation('mail_texts')
  const [asked, setAsked] = useState<'publish' | 'withdraw'>()
  const { save, publish, discard, withdraw } = changes
  const isNew = !same(words, begun(found))
  const close = () => setAsked(undefined)
  return (
    <div className="mail-texts__actions">
      <Button size="small" disabled={!isNew && !found.draft} onClick={() => setAsked('publish')}>
        {t('publish')}
      </Button>
      <Button size="small" variant="secondary" loading={save.isPending} onClick={() => save.mutate(words)}>
        {t('save')}
      </Button>
      {found.draft && (
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          loading={discard.isPending}
          onClick={() => discard.mutate()}
        >
          {t('discard')}
        </Button>
      )}
      {found.published && (
        <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setAsked('withdraw')}>
          {t('withdraw')}
        </Button>
      )}
      <ConfirmDialog
        open={asked === 'publish'}
        onClose={close}
        title={t('publish_title')}
        confirm={t('publish')}
        onConfirm={() => publish.mutateAsync(words)}
      >
        <p className="flush">{t('publish_text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'withdraw'}
        onClose={close}
        title={t('withdraw_title')}
        confirm={t('withdraw')}
        onConfirm={() => withdraw.mutateAsync()}
      >
        <p className="flush">{t('withdraw_text')}</p>
      </ConfirmDialog>
    </div>
  )
}
