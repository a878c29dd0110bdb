import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, Select } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import { keepFile } from '../lib/keep-file'
import type { Language } from '../lib/languages'
import { FileProblem } from './file-problem'

const formats = ['xlsx', 'csv'] as const

interface Asked {
  format: (typeof formats)[number]
  language: Language
}

export interface SheetDownloadProps {
  /** Fetches the file; what it is refused for is told here, not on a page of its own. */
  fetch: (asked: Asked) => Promise<{ data: unknown; response: Response }>
  /** What is in it. */
  lead?: string
  /** What else is asked of it. */
  children?: ReactNode
}

/** The step that gives a sheet to the browser's downloads. */
export function SheetDownload({ fetch, lead, children }: SheetDownloadProps) {
  const { t } = useTranslation('sheet')
  const language = useLanguage()
  const [format, setFormat] = useState<Asked['format']>('xlsx')
  const get = useMutation({
    mutationFn: () => fetch({ format, language }),
    onSuccess: ({ data, response }) => {
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      keepFile(data as Blob, name ?? 'sheet.xlsx')
    },
  })
  return (
    <div className="panel stack-small">
      <h3>{t('get.title')}</h3>
      {lead && <p className="flush">{lead}</p>}
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
      {children}
      <div>
        <Button
          size="small"
          variant="secondary"
          icon={<DownloadIcon aria-hidden />}
          loading={get.isPending}
          onClick={() => get.mutate()}
        >
          {t('get.do')}
        </Button>
      </div>
      {get.error && <FileProblem error={get.error} />}
    </div>
  )
}
