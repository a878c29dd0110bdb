import { BodyShort } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ImportOut } from '../../api/registry/types.gen'

/** What was found out about the file by itself. */
export function FileFacts({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const facts = [
    t('columns.found', {
      rows: t('rows_count', { count: batch.row_count }),
      format: batch.format === 'csv' ? 'CSV' : 'Excel',
    }),
    batch.encoding && t('columns.encoding', { encoding: batch.encoding }),
    batch.sheet && t('columns.sheet', { sheet: batch.sheet }),
  ].filter(Boolean)
  return (
    <BodyShort size="small" textColor="subtle">
      {facts.join(' · ')}
    </BodyShort>
  )
}
