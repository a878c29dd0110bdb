import { Button, Dialog, Loader } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeReportingRequirement } from '../../api/indicators/sdk.gen'
import type { ReportingRequirementOut } from '../../api/indicators/types.gen'
import { usePeriod } from '../../lib/period'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { refreshReporting, requirementsQuery } from './queries'
import { RequirementForm } from './requirement-form'

interface AskedDialogProps {
  programmeId: string
  may: boolean
  onClose: () => void
}

/** What a programme asks for: listed, added, changed and removed. */
export function AskedDialog({ programmeId, may, onClose }: AskedDialogProps) {
  const { t } = useTranslation('reporting')
  const cache = useQueryClient()
  const asked = useQuery(requirementsQuery(programmeId))
  const [form, setForm] = useState<ReportingRequirementOut | 'new'>()
  const [done, setDone] = useState('')
  const status = useRef<HTMLParagraphElement>(null)
  // The button that was pressed is gone with what it was about: the focus stays in the dialog.
  const changed = async (text: string) => {
    await refreshReporting(cache)
    setForm(undefined)
    setDone(text)
    status.current?.focus()
  }
  const add = may && !form && (
    <div>
      <Button size="small" onClick={() => setForm('new')}>
        {t('asked.add')}
      </Button>
    </div>
  )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('asked.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p ref={status} role="status" tabIndex={-1} className="flush">
              {done}
            </p>
            {asked.isError && <InlineError error={asked.error} retry={asked.refetch} />}
            {asked.isPending && <Loader size="small" title={t('loading')} />}
            {asked.data?.length === 0 && !form && (
              <EmptyState title={t('asked.none')} action={add}>
                {t('asked.none_hint')}
              </EmptyState>
            )}
            {!form && (
              <ul className="reporting-asked">
                {(asked.data ?? []).map((one) => (
                  <Item key={one.id} one={one} may={may} onEdit={() => setForm(one)} onChanged={changed} />
                ))}
              </ul>
            )}
            {asked.data && asked.data.length > 0 && add}
            {form && (
              <RequirementForm
                programmeId={programmeId}
                known={form === 'new' ? undefined : form}
                onSaved={() => changed(t('asked.saved'))}
                onClose={() => setForm(undefined)}
              />
            )}
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface ItemProps {
  one: ReportingRequirementOut
  may: boolean
  onEdit: () => void
  onChanged: (text: string) => Promise<void>
}

function Item({ one, may, onEdit, onChanged }: ItemProps) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  const period = usePeriod()
  const [removing, setRemoving] = useState(false)
  const title = pick(one.title, one.original_language)
  const remove = async () => {
    const headers = { 'if-match': `"${one.version}"` }
    const path = { reporting_requirement_id: one.id }
    await removeReportingRequirement({ path, headers, throwOnError: true })
    await onChanged(t('asked.removed'))
  }
  const who =
    one.owed_by === 'lead_partners'
      ? t('owed_by.lead_partners')
      : one.organisations.map(({ name }) => name).join(', ')
  return (
    <li className="stack-small">
      <h3>{title}</h3>
      <p className="flush">
        {[t(`kind.${one.kind}`), t(`rhythm.${one.rhythm}`), period(one.starts_on, one.ends_on), who]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="flush small subtle">
        {t('asked.days', { days: one.days_to_report, grace: one.grace_days })}{' '}
        {t('asked.reports', { count: one.report_count })}
      </p>
      {may && (
        <div className="reporting-buttons">
          <Button size="small" variant="tertiary" onClick={onEdit}>
            {t('asked.change')}
            <span className="sr-only"> {title}</span>
          </Button>
          <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setRemoving(true)}>
            {t('asked.remove')}
            <span className="sr-only"> {title}</span>
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('asked.remove')}
        confirm={t('asked.remove')}
        onConfirm={remove}
        danger
      >
        {t('asked.remove_hint', { title, count: one.report_count })}
      </ConfirmDialog>
    </li>
  )
}
