import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, ToggleGroup } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkSheetOut } from '../../api/indicators/types.gen'
import { RowTree } from './row-tree'
import { type Outcome, rowsWith } from './rows-with'

export interface OutcomesProps {
  found: FrameworkSheetOut
  stored: boolean
  /** How far storing has come, while it goes on. */
  progress: string | undefined
  failed: boolean
  copying: boolean
  onCopy: () => void
  onStore: () => void
}

const outcomes = ['new', 'changed', 'unchanged', 'stale', 'refused'] as const
const looked = ['refused', 'stale', 'changed', 'new'] as const
const parts = ['results', 'links', 'indicators', 'periods'] as const

/** What becomes of each row of the file: counted, told, and only then stored. */
export function Outcomes({ found, stored, progress, failed, copying, onCopy, onStore }: OutcomesProps) {
  const { t } = useTranslation(['framework_sheet', 'sheet'])
  const { counts, left_alone } = found
  const wrong = counts.refused + counts.stale
  const right = counts.new + counts.changed
  const [shown, setShown] = useState<Outcome>()
  const alone = parts.filter((part) => left_alone[part] > 0)
  return (
    <section className="stack-small" aria-labelledby="sheet-found">
      <h3 id="sheet-found">{t(stored ? 'found.stored' : 'found.title')}</h3>
      <p className="flush" role="status">
        {outcomes.map((one) => `${t(`outcomes.${one}`)} ${counts[one]}`).join(' · ')}
      </p>
      {alone.length > 0 && (
        <p className="flush">
          {t('left_alone')}: {alone.map((part) => t(`parts.${part}`, { count: left_alone[part] })).join(', ')}
          .
        </p>
      )}
      {found.left_out.length > 0 && (
        <p className="flush">
          {t('left_out')}: {found.left_out.join(', ')}
          {found.left_out_more > 0 && ` … (+${found.left_out_more})`}
        </p>
      )}
      {found.rows.length > 0 && (
        <>
          <ToggleGroup
            size="small"
            label={t('sheet:found.filter')}
            value={shown ?? 'all'}
            onChange={(next) => setShown(looked.find((one) => one === next))}
          >
            <ToggleGroup.Item value="all" label={t('sheet:found.all')} />
            {looked
              .filter((one) => counts[one] > 0)
              .map((one) => (
                <ToggleGroup.Item key={one} value={one} label={t(`outcomes.${one}`)} />
              ))}
          </ToggleGroup>
          <RowTree rows={rowsWith(found.rows, shown)} />
        </>
      )}
      {!stored && counts.waiting > 0 && <p className="flush">{t('later', { count: counts.waiting })}</p>}
      {found.not_shown > 0 && <p className="flush">{t('not_shown', { count: found.not_shown })}</p>}
      {right + wrong === 0 && <p className="flush">{t('nothing')}</p>}
      <div className="sheet-page__actions">
        {!stored && right > 0 && (
          <Button size="small" loading={progress !== undefined} onClick={onStore}>
            {failed ? t('sheet:found.again') : t('store', { count: right + counts.waiting })}
          </Button>
        )}
        {wrong > 0 && (
          <Button
            size="small"
            variant="secondary"
            icon={<DownloadIcon aria-hidden />}
            loading={copying}
            onClick={onCopy}
          >
            {t('sheet:found.copy')}
          </Button>
        )}
        {progress && <span role="status">{progress}</span>}
      </div>
    </section>
  )
}
