import { Button } from '@navikt/ds-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listRenderingsOptions, removeRenderingMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { RenderingOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { bytes } from '../../lib/bytes'
import { dat } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'

const looksEvery = 1000
const isUnderWay = ({ state }: RenderingOut) => state === 'waiting' || state === 'working'

interface FilesListProps {
  removed: (file: RenderingOut) => void
  ready: (file: RenderingOut) => void
}

/** One's own files, looked at again for as long as one of them is being made. */
export function FilesList({ removed, ready }: FilesListProps) {
  const { t } = useTranslation('renderings')
  const files = useQuery({
    ...listRenderingsOptions(),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? looksEvery : false),
  })
  useFinished(files.data, ready)
  const gone = async (file: RenderingOut) => {
    removed(file)
    await files.refetch()
  }
  return (
    <section aria-labelledby="report-files" className="stack-small">
      <h3 id="report-files" className="flush">
        {t('files')}
      </h3>
      <p className="flush subtle">{t('kept')}</p>
      {files.error ? <InlineError error={files.error} retry={files.refetch} /> : null}
      {files.data?.length === 0 && <p className="flush">{t('none')}</p>}
      <ul className="report-files" aria-labelledby="report-files">
        {files.data?.map((file) => (
          <FileItem key={file.id} file={file} gone={gone} />
        ))}
      </ul>
    </section>
  )
}

/** Tells once of each file that was under way when it was looked at last. */
function useFinished(files: RenderingOut[] | undefined, ready: (file: RenderingOut) => void) {
  const before = useRef(new Set<string>())
  useEffect(() => {
    for (const file of files ?? []) {
      if (file.state === 'ready' && before.current.has(file.id)) ready(file)
    }
    before.current = new Set((files ?? []).filter(isUnderWay).map(({ id }) => id))
  }, [files, ready])
}

function FileItem({ file, gone }: { file: RenderingOut; gone: (file: RenderingOut) => Promise<void> }) {
  const { t } = useTranslation(['renderings', 'documents'])
  const pick = usePickText()
  const remove = useMutation({ ...removeRenderingMutation(), onSuccess: () => gone(file) })
  const { programme, first_year, last_year, file_name } = file
  const years = first_year === last_year ? String(first_year) : `${first_year}–${last_year}`
  const whose = file.subject
    ? pick(file.subject.name, file.subject.original_language)
    : programme
      ? pick(programme.title, programme.original_language)
      : t('all_programmes')
  const kind = t(`documents:kinds.${file.template}`)
  return (
    <li className="report-files__item">
      <strong>{`${kind} ${years}, ${file.format.toUpperCase()}, ${languageNames[file.language]}`}</strong>
      <p className="flush">{whose}</p>
      <Standing file={file} />
      {remove.error ? <InlineError error={remove.error} /> : null}
      <div className="report-files__actions">
        {file.state === 'ready' && (
          <Button
            as="a"
            role="link"
            size="xsmall"
            variant="secondary"
            href={`/api/registry/v1/renderings/${file.id}/content`}
            download={file_name}
            aria-label={`${t('get')}: ${file_name}`}
          >
            {t('get')}
          </Button>
        )}
        <Button
          size="xsmall"
          variant="tertiary"
          data-color="neutral"
          aria-label={`${t('remove')}: ${file_name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate({ path: { rendering_id: file.id } })}
        >
          {t('remove')}
        </Button>
      </div>
    </li>
  )
}

function Standing({ file }: { file: RenderingOut }) {
  const { t } = useTranslation('renderings')
  const language = useLanguage()
  const { done, total } = file.progress
  if (file.state === 'failed') {
    const code = file.failure === 'too_large' ? 'too_large' : 'job_failed'
    return <p className="flush report-files__failed">{t(`failed.${code}`)}</p>
  }
  if (file.state === 'ready') {
    const size = bytes(language, file.size ?? 0)
    return <p className="flush subtle">{t('ready', { size, date: dat(language, file.expires_at) })}</p>
  }
  const words = file.state === 'waiting' ? t('waiting') : t('working', { done, total })
  return (
    <div className="report-files__progress">
      <progress max={total} value={done} aria-label={words} />
      <span>{words}</span>
    </div>
  )
}
