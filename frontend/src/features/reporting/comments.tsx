import { Button, Textarea } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addReportComment, settleReportComment, withdrawReportComment } from '../../api/indicators/sdk.gen'
import type { ReportCommentOut, ReportComments, ReportOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { Combobox } from '../../ui/combobox'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { commentsQuery, peopleQuery } from './queries'

const most = 2000
const mostMentions = 10

interface CommentsProps {
  report: ReportOut
  section: string
  title: string
  said: readonly ReportCommentOut[]
  all: ReportComments
}

/** What people say of a section to one another, and where they say more. */
export function Comments({ report, section, title, said, all }: CommentsProps) {
  const { t } = useTranslation('reporting')
  return (
    <section className="reporting-comments stack-small" aria-label={t('comments.of', { title })}>
      {said.length > 0 && (
        <ol className="reporting-comments__list">
          {said.map((one) => (
            <Comment key={one.id} report={report} comment={one} maySettle={all.may_settle} />
          ))}
        </ol>
      )}
      {all.may_comment ? (
        <NewComment report={report} section={section} title={title} />
      ) : (
        report.status === 'accepted' && <p className="flush small subtle">{t('comments.full')}</p>
      )}
    </section>
  )
}

interface CommentProps {
  report: ReportOut
  comment: ReportCommentOut
  maySettle: boolean
}

function Comment({ report, comment, maySettle }: CommentProps) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const cache = useQueryClient()
  const [error, setError] = useState<unknown>()
  const who = comment.written_by?.display_name || t('comments.somebody')
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act()
      setError(undefined)
      await cache.invalidateQueries({ queryKey: commentsQuery(report.id).queryKey })
    } catch (caught) {
      setError(caught)
    }
  }
  const path = { report_id: report.id, comment_id: comment.id }
  const settle = () =>
    settleReportComment({ path, body: { resolved: !comment.resolved_at }, throwOnError: true })
  const when = (at: string) => datetime(language, at)
  return (
    <li>
      <div className="small">
        <strong>{who}</strong> <span className="subtle">{when(comment.created_at)}</span>
      </div>
      {comment.withdrawn_at ? (
        <p className="flush small subtle">{t('comments.withdrawn', { when: when(comment.withdrawn_at) })}</p>
      ) : (
        <p className="flush keep-lines" dir="auto">
          {comment.text}
        </p>
      )}
      {comment.mentions.length > 0 && (
        <div className="small subtle">
          {t('comments.told', { names: comment.mentions.map((one) => one.display_name).join(', ') })}
        </div>
      )}
      {comment.resolved_at && (
        <div className="small subtle">
          {t('comments.settled', {
            name: comment.resolved_by?.display_name || t('comments.somebody'),
            when: when(comment.resolved_at),
          })}
        </div>
      )}
      {!comment.withdrawn_at && (
        <div className="reporting-buttons">
          {maySettle && (
            <Button size="xsmall" variant="tertiary" onClick={() => void run(settle)}>
              {t(comment.resolved_at ? 'comments.reopen' : 'comments.settle')}
            </Button>
          )}
          {maySettle && comment.is_mine && (
            <Button
              size="xsmall"
              variant="tertiary"
              data-color="neutral"
              onClick={() => void run(() => withdrawReportComment({ path, throwOnError: true }))}
            >
              {t('comments.withdraw')}
            </Button>
          )}
        </div>
      )}
      {error !== undefined && <InlineError error={error} />}
    </li>
  )
}

function NewComment({ report, section, title }: { report: ReportOut; section: string; title: string }) {
  const { t } = useTranslation('reporting')
  const cache = useQueryClient()
  const people = useQuery(peopleQuery(report.id))
  const [text, setText] = useState('')
  const [told, setTold] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const options = (people.data ?? [])
    .filter((one) => one.reads_comments)
    .map((one) => ({ value: one.id, label: one.display_name }))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim() || busy) return
    setBusy(true)
    try {
      await addReportComment({
        path: { report_id: report.id },
        body: { section, text: text.trim(), mentions: told },
        throwOnError: true,
      })
      setText('')
      setTold([])
      setError(undefined)
      showSuccess(t('comments.sent'))
      await cache.invalidateQueries({ queryKey: commentsQuery(report.id).queryKey })
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="stack-small" onSubmit={(event) => void send(event)}>
      <Textarea
        size="small"
        label={t('comments.new', { title })}
        description={t('comments.hint')}
        dir="auto"
        minRows={2}
        maxRows={10}
        maxLength={most}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {options.length > 0 && (
        <Combobox
          size="small"
          label={t('comments.tell')}
          description={t('comments.tell_hint')}
          isMultiSelect
          maxSelected={mostMentions}
          options={options}
          selectedOptions={options.filter((one) => told.includes(one.value))}
          onToggleSelected={(id, added) =>
            setTold(added ? [...told, id] : told.filter((other) => other !== id))
          }
        />
      )}
      {error !== undefined && <InlineError error={error} />}
      <div>
        <Button size="small" variant="secondary" type="submit" loading={busy} disabled={!text.trim()}>
          {t('comments.send')}
        </Button>
      </div>
    </form>
  )
}
