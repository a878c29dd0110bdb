import { BodyLong, BodyShort, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getPrivacyNoticeOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { PrivacyNotice } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { useTitle } from '../../../lib/use-title'
import { InlineError } from '../../../ui/inline-error'
import { SummaryList } from '../../../ui/summary-list'
import { type NoticeWords, noticeWords } from './words'
import '../privacy.css'

/** For everybody, signed in or not; sets no cookie and asks nobody who they are. */
export function Notice() {
  const language = useLanguage()
  const words = useQuery({
    queryKey: ['privacy notice', language],
    queryFn: () => noticeWords[language](),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before: NoticeWords | undefined) => before,
  })
  const responsible = useQuery(getPrivacyNoticeOptions())
  useTitle(words.data?.title)
  if (words.error) return <InlineError error={words.error} retry={words.refetch} />
  if (!words.data) return <div className="pending" aria-busy />
  const { title, lead, parts, back } = words.data
  return (
    <article className="privacy-notice">
      <Heading level="1" size="xlarge">
        {title}
      </Heading>
      <BodyLong size="large">{lead}</BodyLong>
      <Responsible words={words.data.responsible} known={responsible.data} />
      {parts.map((part) => (
        <section key={part.heading}>
          <Heading level="2" size="medium">
            {part.heading}
          </Heading>
          <BodyLong>{part.text}</BodyLong>
          {part.points && (
            <ul>
              {part.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <Link to="/sign-in">{back}</Link>
    </article>
  )
}

function Responsible({
  words,
  known,
}: {
  words: NoticeWords['responsible']
  known: PrivacyNotice | undefined
}) {
  return (
    <section className="panel">
      <Heading level="2" size="medium">
        {words.heading}
      </Heading>
      {known && !known.controller_name && <BodyShort>{words.unnamed}</BodyShort>}
      <SummaryList
        items={[
          { term: words.name, value: known?.controller_name },
          { term: words.contact, value: known?.controller_contact },
          { term: words.officer, value: known?.protection_officer },
          { term: words.authority, value: known?.supervisory_authority },
        ]}
      />
    </section>
  )
}
