import './evidence.css'
import { FileIcon, TrashIcon, UploadIcon } from '@navikt/aksel-icons'
import { Button, ProgressBar } from '@navikt/ds-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { bytes } from '../../../lib/bytes'
import { TAKEN, type Underway } from './use-files'
import { useOnline } from './use-saving'

interface EvidenceFilesProps {
  files: readonly FileOut[]
  underway: readonly Underway[]
  /** How many more there may be. */
  room: number
  error: string | undefined
  onSend: (files: File[]) => void
  onDrop: (key: number) => void
  onRemove: (id: string) => void
}

/** Files to show where it can be seen: chosen, or dropped here. */
export function EvidenceFiles(props: EvidenceFilesProps) {
  const { files, underway, room, error, onSend, onDrop, onRemove } = props
  const { t } = useTranslation('values')
  const online = useOnline()
  const choose = useRef<HTMLButtonElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const [over, setOver] = useState(false)
  const open = online && room > 0
  const take = (list: FileList | null) => {
    if (open) onSend([...(list ?? [])])
    // The same one may be chosen again.
    if (input.current) input.current.value = ''
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(open)
  }
  // What is removed takes the focus with it.
  const away = (remove: () => void) => {
    remove()
    choose.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the short way of the button inside
    <div
      className="evidence-files"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      {files.length + underway.length > 0 && (
        <ul className="evidence-files__list">
          {files.map((file) => (
            <Attached key={file.id} file={file} onRemove={() => away(() => onRemove(file.id))} />
          ))}
          {underway.map((one) => (
            <OnItsWay key={one.key} one={one} onDrop={() => away(() => onDrop(one.key))} />
          ))}
        </ul>
      )}
      <div className="evidence-files__choose">
        <Button
          ref={choose}
          size="small"
          type="button"
          variant="tertiary"
          icon={<UploadIcon aria-hidden />}
          disabled={!open}
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          {t('files.choose')}
        </Button>
        <p id={hint} className="flush evidence-files__hint">
          {online ? t(room > 0 ? 'files.hint' : 'files.problem.value_full') : t('files.offline')}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={TAKEN.join(',')}
        aria-label={t('files.choose')}
        onChange={(event) => take(event.target.files)}
      />
      {error && (
        <p className="flush aksel-error-message" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

function Attached({ file, onRemove }: { file: FileOut; onRemove: () => void }) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  return (
    <li>
      <FileIcon aria-hidden />
      <span className="evidence-files__name">
        {file.name}
        <small>
          {bytes(language, file.size)}, {t(`files.state.${file.state}`)}
        </small>
      </span>
      <Button
        size="small"
        type="button"
        variant="tertiary"
        data-color="neutral"
        icon={<TrashIcon title={t('files.remove', { name: file.name })} />}
        onClick={onRemove}
      />
    </li>
  )
}

function OnItsWay({ one, onDrop }: { one: Underway; onDrop: () => void }) {
  const { t, i18n } = useTranslation('values')
  const { name, share, problem } = one
  const known = i18n.exists(`files.problem.${problem}`, { ns: 'values' }) ? problem : undefined
  const said: string = t(`files.problem.${(known ?? 'unexpected') as 'unexpected'}`)
  return (
    <li data-problem={problem !== undefined || undefined}>
      <FileIcon aria-hidden />
      <span className="evidence-files__name">
        {name}
        {problem ? (
          <small role="alert" className="aksel-error-message">
            {said}
          </small>
        ) : (
          <ProgressBar
            size="small"
            value={Math.round(share * 100)}
            aria-label={t('files.sending', { name })}
          />
        )}
      </span>
      <Button
        size="small"
        type="button"
        variant="tertiary"
        data-color="neutral"
        icon={<TrashIcon title={t(problem ? 'files.remove' : 'files.stop', { name })} />}
        onClick={onDrop}
      />
    </li>
  )
}
