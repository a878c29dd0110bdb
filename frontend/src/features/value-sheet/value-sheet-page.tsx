import '../../ui/sheet-page.css'
import { Checkbox } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadValueSheet } from '../../api/indicators/sdk.gen'
import type { What } from '../../lib/results'
import { FileProblem } from '../../ui/file-problem'
import { LinkButton } from '../../ui/link-button'
import { SheetDownload } from '../../ui/sheet-download'
import { type Filled, SheetUpload } from '../../ui/sheet-upload'
import { showSuccess } from '../../ui/toast'
import { Outcomes } from './outcomes'
import { useValueSheet } from './use-value-sheet'

/** The values of a project or programme out into a spreadsheet and back; nothing is stored unseen. */
export function ValueSheetPage({ what, ownerId }: { what: What; ownerId: string }) {
  const { t } = useTranslation('sheet')
  const { look, store, copy, part, stored, forget } = useValueSheet(ownerId)
  const [filled, setFilled] = useState<Filled>()
  const found = stored ?? look.data
  const failed = look.error ?? store.error ?? copy.error
  return (
    <section className="sheet-page stack" aria-labelledby="value-sheet">
      <div className="sheet-page__head">
        <h2 id="value-sheet">{t('title')}</h2>
        <LinkButton to={`/${what}s/$id/values`} params={{ id: ownerId }} variant="tertiary">
          {t('back')}
        </LinkButton>
      </div>
      <p className="flush sheet-page__lead">{t('lead')}</p>
      <div className="sheet-page__steps">
        <Download what={what} ownerId={ownerId} />
        <div className="panel stack-small">
          <h3>{t('fill.title')}</h3>
          <p className="flush">{t('fill.text')}</p>
        </div>
        <SheetUpload
          reason={{ label: t('send.reason'), hint: t('send.reason_hint') }}
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

function Download({ what, ownerId }: { what: What; ownerId: string }) {
  const { t } = useTranslation('sheet')
  const [places, setPlaces] = useState(false)
  return (
    <SheetDownload
      fetch={(asked) =>
        downloadValueSheet({
          path: { project_id: ownerId },
          query: { ...asked, every_place: places },
          parseAs: 'blob',
          throwOnError: true,
        })
      }
    >
      {what === 'project' && (
        <Checkbox size="small" checked={places} onChange={(event) => setPlaces(event.target.checked)}>
          {t('get.places')}
        </Checkbox>
      )}
    </SheetDownload>
  )
}
