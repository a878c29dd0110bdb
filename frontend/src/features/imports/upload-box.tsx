import { UploadIcon } from '@navikt/aksel-icons'
import { BodyShort, Button, Loader, LocalAlert } from '@navikt/ds-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import { InlineError } from '../../ui/inline-error'

interface UploadBoxProps {
  onFile: (file: File) => void
  /** The name of the file that is on its way. */
  sending: string | undefined
  error: unknown
}

/** A file by drag and drop or by a button; says why it cannot be read. */
export function UploadBox({ onFile, sending, error }: UploadBoxProps) {
  const { t } = useTranslation('imports')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
    // The same file may be chosen again, corrected.
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!sending) take(event.dataTransfer.files)
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <>
      {error ? <Refusal error={error} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the short way of the button inside */}
      <div
        className="import-drop"
        data-over={over || undefined}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        aria-busy={Boolean(sending)}
      >
        {sending ? (
          <p className="import-drop__sending" role="status">
            <Loader size="large" aria-hidden />
            {t('upload.running', { name: sending })}
          </p>
        ) : (
          <>
            <UploadIcon aria-hidden fontSize="2.5rem" />
            <BodyShort weight="semibold">{t('upload.drop')}</BodyShort>
            <BodyShort size="small" textColor="subtle">
              {t('upload.or')}
            </BodyShort>
            <Button size="small" onClick={() => input.current?.click()}>
              {t('upload.choose')}
            </Button>
            <BodyShort size="small" textColor="subtle" className="measure">
              {t('upload.limits')} {t('upload.hint')}
            </BodyShort>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt,.xlsx,text/csv"
          aria-label={t('upload.choose')}
          onChange={(event) => take(event.target.files)}
        />
      </div>
    </>
  )
}

function Refusal({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('imports')
  if (!isApiError(error)) return <InlineError error={error} />
  const { code, fields } = error.problem
  const reason = fields[0]?.code ?? code
  const key = `file_problems.${reason}`
  if (!i18n.exists(key, { ns: 'imports' })) return <InlineError error={error} />
  const columns = fields.map(({ loc }) => loc[2]).filter(Boolean)
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t('upload.refused')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        {t(key as 'file_problems.empty_file')}
        {columns.length > 0 && ` (${columns.join(', ')})`}
      </LocalAlert.Content>
    </LocalAlert>
  )
}
