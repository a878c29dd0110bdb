import { DownloadIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keepFile } from '../lib/keep-file'
import { FileProblem } from './file-problem'

export interface SheetDownloadProps {
  /** Fetches the file; what it is refused for is told here, not on a page of its own. */
  fetch: () => Promise<{ data: unknown; response: Response }>
}

/** The button that gives a sheet to the browser's downloads. */
export function SheetDownload({ fetch }: SheetDownloadProps) {
  const { t } = useTranslation('sheet')
  const get = useMutation({
    mutationFn: fetch,
    onSuccess: ({ data, response }) => {
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      keepFile(data as Blob, name ?? 'sheet.xlsx')
    },
  })
  return (
    <>
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
    </>
  )
}
