import './shown-once.css'
import { CopyButton, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

interface ShownOnceProps {
  /** Why it has to be copied now. */
  title: string
  text: string
  secret: string
  /** What else the program needs, such as its id. */
  lines?: { label: string; value: string }[]
}

/** A secret, the only time that it is there. */
export function ShownOnce({ title, text, secret, lines = [] }: ShownOnceProps) {
  const { t } = useTranslation('keys')
  return (
    <div className="shown-once">
      {secret && (
        <LocalAlert status="warning">
          <LocalAlert.Header>
            <LocalAlert.Title as="h2">{title}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>{text}</LocalAlert.Content>
        </LocalAlert>
      )}
      {lines.map(({ label, value }) => (
        <Line key={label} label={label} value={value} />
      ))}
      {secret && <Line label={t('secret')} value={secret} />}
    </div>
  )
}

function Line({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('keys')
  return (
    <div>
      <p className="flush">
        <strong>{label}</strong>
      </p>
      <div className="shown-once__line">
        <code>{value}</code>
        <CopyButton
          size="small"
          variant="action"
          copyText={value}
          text={t('copy', { what: label })}
          activeText={t('copied')}
        />
      </div>
    </div>
  )
}
