import './value-sheet.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, Checkbox, Select } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { LinkButton } from '../../ui/link-button'
import { ReasonField } from '../../ui/reason-field'
import { showSuccess } from '../../ui/toast'
import { FileProblem } from './file-problem'
import { Outcomes } from './outcomes'
import { type Filled, useValueSheet } from './use-value-sheet'

const formats = ['xlsx', 'csv'] as const

/** A project's values out into a spreadsheet and back; nothing is stored unseen. */
export function ValueSheetPage({ projectId }: { projectId: string }) {
  const { t } = useTranslation('sheet')
  const { look, store, copy, part, stored, forget } = useValueSheet(projectId)
  const [filled, setFilled] = useState<Filled>()
  const found = stored ?? look.data
  const failed = look.error ?? store.error ?? copy.error
  return (
    <section className="value-sheet stack" aria-labelledby="value-sheet">
      <div className="value-sheet__head">
        <h2 id="value-sheet">{t('title')}</h2>
        <LinkButton to="/projects/$id/values" params={{ id: projectId }} variant="tertiary">
          {t('back')}
        </LinkButton>
      </div>
      <p className="flush value-sheet__lead">{t('lead')}</p>
      <div className="value-sheet__steps">
        <Download projectId={projectId} />
        <div className="panel stack-small">
          <h3>{t('fill.title')}</h3>
          <p className="flush">{t('fill.text')}</p>
        </div>
        <Upload
          busy={look.isPending}
          onChange={() => {
            forget()
            look.reset()
          }}
          onSend={(one) => {
            setFilled(one)
            copy.reset()
            store.reset()
            look.mutate(one)
          }}
        />
      </div>
      {failed && <FileProblem error={failed} />}
      {found && filled && (
        <Outcomes
          found={found}
          stored={stored !== undefined}
          progress={store.isPending ? t('found.part', { part, parts: found.batches }) : undefined}
          failed={store.isError}
          copying={copy.isPending}
          onCopy={() => copy.mutate(filled)}
          onStore={() =>
            store.mutate(filled, {
              onSuccess: (all) => showSuccess(t('success', { count: all.counts.saved.values })),
            })
          }
        />
      )}
    </section>
  )
}

function Download({ projectId }: { projectId: string }) {
  const { t } = useTranslation('sheet')
  const language = useLanguage()
  const [format, setFormat] = useState<(typeof formats)[number]>('xlsx')
  const [places, setPlaces] = useState(false)
  const query = new URLSearchParams({ format, language, every_place: String(places) })
  return (
    <div className="panel stack-small">
      <h3>{t('get.title')}</h3>
      <Select
        size="small"
        label={t('get.format')}
        value={format}
        onChange={(event) => setFormat(formats.find((one) => one === event.target.value) ?? 'xlsx')}
      >
        {formats.map((one) => (
          <option key={one} value={one}>
            {t(`get.${one}`)}
          </option>
        ))}
      </Select>
      <Checkbox size="small" checked={places} onChange={(event) => setPlaces(event.target.checked)}>
        {t('get.places')}
      </Checkbox>
      <div>
        <Button
          as="a"
          size="small"
          variant="secondary"
          icon={<DownloadIcon aria-hidden />}
          href={`/api/indicators/v1/projects/${projectId}/value-sheet?${query}`}
          download
        >
          {t('get.do')}
        </Button>
      </div>
    </div>
  )
}

interface UploadProps {
  busy: boolean
  onChange: () => void
  onSend: (filled: Filled) => void
}

function Upload({ busy, onChange, onSend }: UploadProps) {
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
      <label className="value-sheet__file">
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
      <ReasonField
        label={t('send.reason')}
        hint={t('send.reason_hint')}
        value={reason}
        onChange={setReason}
      />
      <div>
        <Button type="submit" size="small" loading={busy} disabled={!file}>
          {t('send.do')}
        </Button>
      </div>
    </form>
  )
}
