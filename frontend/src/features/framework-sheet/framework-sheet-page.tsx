import '../../ui/sheet-page.css'
import './framework-sheet.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadFrameworkSheet } from '../../api/indicators/sdk.gen'
import type { What } from '../../lib/results'
import { FileProblem } from '../../ui/file-problem'
import { LinkButton } from '../../ui/link-button'
import { SheetDownload } from '../../ui/sheet-download'
import { type Filled, SheetUpload } from '../../ui/sheet-upload'
import { showSuccess } from '../../ui/toast'
import { Outcomes } from './outcomes'
import { useFrameworkSheet } from './use-framework-sheet'

/** A framework out into a spreadsheet and back; nothing is stored unseen. */
export function FrameworkSheetPage({ what, ownerId }: { what: What; ownerId: string }) {
  const { t } = useTranslation('framework_sheet')
  const { look, store, copy, count, stored, forget } = useFrameworkSheet(ownerId)
  const [filled, setFilled] = useState<Filled>()
  const found = stored ?? look.data
  const failed = look.error ?? store.error ?? copy.error
  return (
    <section className="sheet-page stack" aria-labelledby="framework-sheet">
      <div className="sheet-page__head">
        <h2 id="framework-sheet">{t('title')}</h2>
        <LinkButton
          to={what === 'project' ? '/projects/$id/results' : '/programmes/$id/results'}
          params={{ id: ownerId }}
          search={{ view: 'structure' }}
          variant="tertiary"
        >
          {t('back')}
        </LinkButton>
      </div>
      <p className="flush sheet-page__lead">{t('lead')}</p>
      <div className="sheet-page__steps">
        <SheetDownload
          lead={t('get')}
          fetch={(query) =>
            downloadFrameworkSheet({
              path: { owner_id: ownerId },
              query,
              parseAs: 'blob',
              throwOnError: true,
            })
          }
        />
        <div className="panel stack-small">
          <h3>{t('fill.title')}</h3>
          <p className="flush">{t('fill.codes')}</p>
          <p className="flush">{t('fill.rows')}</p>
        </div>
        <SheetUpload
          reason={{ label: t('reason'), hint: t('reason_hint') }}
          busy={look.isPending}
          onChange={() => {
            forget()
            look.reset()
            store.reset()
            copy.reset()
          }}
          onSend={(one) => {
            setFilled(one)
            copy.reset()
            store.reset()
            look.mutate(one)
          }}
        />
      </div>
      {failed && <FileProblem error={failed} rows={10_000} columns={100} />}
      {found && filled && (
        <Outcomes
          found={found}
          stored={stored !== undefined}
          progress={store.isPending ? t('found.progress', { count }) : undefined}
          failed={store.isError}
          copying={copy.isPending}
          onCopy={() => copy.mutate(filled)}
          onStore={() =>
            store.mutate(filled, {
              onSuccess: ({ counts }) => showSuccess(t('success', { count: counts.new + counts.changed })),
            })
          }
        />
      )}
    </section>
  )
}
