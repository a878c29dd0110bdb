import { DownloadIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button, Heading, Link, Skeleton } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addReportFile, removeReportFile } from '../../api/indicators/sdk.gen'
import type { FileOut, NamedFile, ReportOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { bytes } from '../../lib/bytes'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { filesQuery } from './queries'

interface AttachmentsProps {
  report: ReportOut
  version: number | undefined
  /** Where files are handed in, as long as there is room for so many. */
  attach: (room: number, onTaken: (file: FileOut) => void) => ReactNode
}

/** Files that go with a report; as accepted, those of then. */
export function Attachments({ report, version, attach }: AttachmentsProps) {
  const { t } = useTranslation('reporting')
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery(filesQuery(report.id, version))
  const [failed, setFailed] = useState<unknown>()
  const run = async (act: () => Promise<unknown>, done: string) => {
    try {
      await act()
      setFailed(undefined)
      showSuccess(done)
    } catch (caught) {
      setFailed(caught)
    }
    await cache.invalidateQueries({ queryKey: filesQuery(report.id).queryKey })
  }
  const path = { report_id: report.id }
  const add = ({ id }: FileOut) =>
    void run(() => addReportFile({ path, body: { file_id: id }, throwOnError: true }), t('files.added'))
  const takeOff = ({ id }: NamedFile) =>
    void run(() => removeReportFile({ path: { ...path, file_id: id }, throwOnError: true }), t('files.off'))
  if (error && !data) return <InlineError error={error} retry={refetch} />
  if (!data) return <Skeleton variant="rounded" height="6rem" />
  if (data.files.length === 0 && !data.may_write) return null
  return (
    <section className="panel stack">
      <Heading level="2" size="small">
        {t('files.title')}
      </Heading>
      {data.files.length === 0 && <p className="flush subtle">{t('files.none')}</p>}
      {data.files.length > 0 && (
        <ul className="reporting-files">
          {data.files.map((file) => (
            <File key={file.id} file={file} onTakeOff={data.may_write ? takeOff : undefined} />
          ))}
        </ul>
      )}
      {data.may_write &&
        (data.room > 0 ? attach(data.room, add) : <p className="flush subtle">{t('files.full')}</p>)}
      {failed !== undefined && <InlineError error={failed} />}
    </section>
  )
}

interface FileProps {
  file: NamedFile
  onTakeOff: ((file: NamedFile) => void) | undefined
}

function File({ file, onTakeOff }: FileProps) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  return (
    <li>
      <div>
        <Link href={`/api/indicators/v1/files/${file.id}/content`} download>
          <DownloadIcon aria-hidden />
          {file.name}
        </Link>{' '}
        <span className="small subtle">{bytes(language, file.size)}</span>
        <div className="small subtle">SHA-256: {file.sha256}</div>
      </div>
      {onTakeOff && (
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={<TrashIcon title={t('files.take_off', { name: file.name })} />}
          onClick={() => onTakeOff(file)}
        />
      )}
    </li>
  )
}
