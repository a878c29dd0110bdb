import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import type { Language } from '../lib/languages'
import { ReasonField } from './reason-field'

export interface Filled {
  file: File
  language: Language
  reason?: string
}

export interface SheetUploadProps {
  /** Why something changes that was agreed or accepted. */
  reason: { label: string; hint: string }
  busy: boolean
  onChange: () => void
  onSend: (filled: Filled) => void
}

/** A sheet that was filled in, on its way back. */
export function SheetUpload({ reason: { label, hint }, busy, onChange, onSend }: SheetUploadProps) {
  const { t } = useTranslation('sheet')
  const language = useLanguage()
  const [file, setFile] = useState<File>()
  const [reason, setReason] = useState('')
  return (
    <form
      className="panel stack-small"
      onSubmit={(event) => {
        event.preventDefault()
        if (file) onSend({ file, language, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      }}
    >
      <h3>{t('send.title')}</h3>
      <label className="sheet-page__file">
        {t('send.choose')}
        <input
          type="file"
          accept=".xlsx,.csv"
          onChange={(event) => {
            setFile(event.target.files?.[0])
            onChange()
          }}
        />
      </label>
      <ReasonField label={label} hint={hint} value={reason} onChange={setReason} />
      <div>
        <Button type="submit" size="small" loading={busy} disabled={!file}>
          {t('send.do')}
        </Button>
      </div>
    </form>
  )
}
