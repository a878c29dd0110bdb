import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { compared } from './diff'
import type { Words } from './words'

/** What an own text takes away from the shipped one, and adds to it. */
export function Compare({ shipped, own }: { shipped: Words; own: Words }) {
  const { t } = useTranslation('mail_texts')
  const same = shipped.subject === own.subject && shipped.body === own.body
  return (
    <section className="panel stack stack--close" aria-label={t('changes')}>
      <Heading level="2" size="small">
        {t('changes')}
      </Heading>
      {same ? (
        <p className="flush subtle">{t('no_changes')}</p>
      ) : (
        <>
          <Difference label={t('subject')} before={shipped.subject} after={own.subject} />
          <Difference label={t('body')} before={shipped.body} after={own.body} />
        </>
      )}
    </section>
  )
}

function Difference({ label, before, after }: { label: string; before: string; after: string }) {
  const { t } = useTranslation('mail_texts')
  let place = 0
  return (
    <div>
      <p className="flush subtle small">{label}</p>
      <p className="flush mail-texts__difference">
        {compared(before, after).map(({ is, text }) => {
          const key = place++
          if (is === 'added') {
            return (
              <ins key={key}>
                <span className="sr-only">{`[${t('added')}] `}</span>
                {text}
              </ins>
            )
          }
          if (is === 'removed') {
            return (
              <del key={key}>
                <span className="sr-only">{`[${t('removed')}] `}</span>
                {text}
              </del>
            )
          }
          return <span key={key}>{text}</span>
        })}
      </p>
    </div>
  )
}
