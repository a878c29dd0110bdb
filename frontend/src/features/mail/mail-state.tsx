import './mail.css'
import { Button, LocalAlert } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getMailQueryKey,
  listMailQueryKey,
  sendTestMailMutation,
  tryMailAgainMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { MailMessageOut, MailOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { ago, num } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { SummaryList } from '../../ui/summary-list'
import { showSuccess } from '../../ui/toast'
import { useFailureWords } from './words'

interface MailStateProps {
  mail: MailOut
  /** What is known by now of mails, for how the test mail fares. */
  messages: MailMessageOut[]
}

/** Whether mail leaves, what is stuck, and the two things one can do about it. */
export function MailState({ mail, messages }: MailStateProps) {
  const { t } = useTranslation('mail')
  const cache = useQueryClient()
  const again = useMutation({
    ...tryMailAgainMutation(),
    onSuccess: async ({ retried }) => {
      showSuccess(t('again_now', { count: retried }))
      await looked()
    },
  })
  const test = useMutation({ ...sendTestMailMutation(), onSuccess: () => looked() })
  const looked = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: getMailQueryKey() }),
      cache.invalidateQueries({ queryKey: listMailQueryKey() }),
    ])
  const error = again.error ?? test.error
  const tested = test.data && (messages.find(({ id }) => id === test.data.id) ?? test.data)
  return (
    <section className="panel stack stack--close mail-state" aria-label={t('state_label')}>
      <Verdict mail={mail} />
      <Counts mail={mail} />
      {mail.is_configured && (
        <div className="mail-actions">
          <Button size="small" loading={test.isPending} onClick={() => test.mutate({})}>
            {t('send_test')}
          </Button>
          {mail.failing > 0 && (
            <Button
              size="small"
              variant="secondary"
              loading={again.isPending}
              onClick={() => again.mutate({})}
            >
              {t('try_again')}
            </Button>
          )}
        </div>
      )}
      <div role="status">{tested && <TestOutcome message={tested} />}</div>
      {error && <InlineError error={error} />}
    </section>
  )
}

function Verdict({ mail }: { mail: MailOut }) {
  const { t } = useTranslation('mail')
  const failure = useFailureWords()
  if (!mail.is_configured) {
    return (
      <Note status="warning" title={t('not_set_up')}>
        <p className="flush">{t('not_set_up_text')}</p>
        <p className="flush">
          {t('set_up_by')} <code>BROMOST_SMTP_URL</code>, <code>BROMOST_MAIL_FROM</code>
        </p>
      </Note>
    )
  }
  if (mail.failing > 0) {
    return (
      <Note status="warning" title={t('failing', { count: mail.failing })}>
        {mail.last_failure && <p className="flush">{failure(mail.last_failure)}</p>}
        <p className="flush">{t('failing_text')}</p>
      </Note>
    )
  }
  return <Note status="success" title={t('set_up')} />
}

interface NoteProps {
  status: 'warning' | 'success'
  title: string
  children?: ReactNode
}

function Note({ status, title, children }: NoteProps) {
  return (
    <LocalAlert status={status} size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{title}</LocalAlert.Title>
      </LocalAlert.Header>
      {children && <LocalAlert.Content>{children}</LocalAlert.Content>}
    </LocalAlert>
  )
}

function Counts({ mail }: { mail: MailOut }) {
  const { t } = useTranslation('mail')
  const language = useLanguage()
  const { sender, waiting, waiting_since, sent, refused, expired } = mail
  const since = waiting_since && ` · ${t('oldest', { time: ago(language, waiting_since) })}`
  return (
    <SummaryList
      items={[
        { term: t('sender'), value: sender },
        { term: t('states.waiting'), value: `${num(language, waiting)}${since ?? ''}` },
        { term: t('sent_lately'), value: num(language, sent) },
        { term: t('refused_lately'), value: num(language, refused) },
        { term: t('expired_lately'), value: num(language, expired) },
      ]}
    />
  )
}

/** The test mail is followed until the mail server has said yes or no. */
function TestOutcome({ message }: { message: MailMessageOut }) {
  const { t } = useTranslation('mail')
  const failure = useFailureWords()
  if (message.state === 'sent') return <p className="flush">{t('test_sent')}</p>
  if (message.failure) return <p className="flush">{t('test_failed', { why: failure(message.failure) })}</p>
  return <p className="flush">{t('test_waiting')}</p>
}
