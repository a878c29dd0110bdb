import { DownloadIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnualReport, RenderingCreate } from '../../api/registry/types.gen'
import { laterTexts } from '../../i18n'

const FilesDialog = lazy(async () => {
  const [part] = await Promise.all([import('./files-dialog'), laterTexts()])
  return { default: part.FilesDialog }
})

export interface FilesProps {
  wish: Omit<RenderingCreate, 'format' | 'language' | 'narratives'>
  /** Of the annual report: which of its projects are to be described is chosen. */
  report?: AnnualReport | undefined
  /** Where the same is as plain rows. */
  csv?: string
}

/** A report for taking away: as a document, a workbook, or plain rows. */
export function FilesButton(props: FilesProps) {
  const { t } = useTranslation('reports')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        icon={<DownloadIcon aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('download')}
      </Button>
      {open && (
        <Suspense>
          <FilesDialog {...props} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
