import { Button, Dialog, Loader, Select, Textarea } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeReport, takeReportStep } from '../../api/indicators/sdk.gen'
import type { ReportOut, ReportPerson } from '../../api/indicators/types.gen'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { ReasonField } from '../../ui/reason-field'
import { showSuccess } from '../../ui/toast'
import { MissingSections } from './missing-sections'
import { peopleQuery, refreshReporting, sectionsQuery } from './queries'
import type { Act } from './report-view'
import { fieldOf } from './section-input'

interface ReportDialogProps {
  report: ReportOut
  act: Act
  onClose: () => void
}

/** Asks what a step needs: who signs, or why; and takes it. */
export function ReportDialog({ report, act, onClose }: ReportDialogProps) {
  const { t } = useTranslation(['reporting', 'common'])
  const cache = useQueryClient()
  const needsPeople = act === 'submitted' || act === 'people'
  const people = useQuery({ ...peopleQuery(report.id), enabled: needsPeople })
  const [signer, setSigner] = useState(report.signer?.id ?? '')
  const [responsible, setResponsible] = useState(report.responsible?.id ?? '')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  // What is lacking is said once somebody tried without it.
  const [asked, setAsked] = useState(false)
  const [mend, setMend] = useState<Record<string, string>>({})
  const needsReason = act === 'returned' || act === 'reopened'
  const lacking = (needsReason && !reason.trim()) || (act === 'submitted' && !signer)
  const maySetSigner = report.my_rights.includes('name_signer')
  const run = async () => {
    if (lacking) {
      setAsked(true)
      return
    }
    setBusy(true)
    try {
      const to = {
        path: { report_id: report.id },
        headers: { 'if-match': `"${report.version}"` },
        throwOnError: true as const,
      }
      const named = {
        responsible_id: responsible || null,
        ...(maySetSigner ? { signer_id: signer || null } : {}),
      }
      const { data } =
        act === 'people'
          ? await changeReport({ ...to, body: named })
          : await takeReportStep({
              ...to,
              body: {
                step: act,
                ...(act === 'submitted' ? { signer_id: signer } : {}),
                ...(needsReason ? { reason: reason.trim(), sections: told(mend) } : {}),
              },
            })
      await refreshReporting(cache, data)
      showSuccess(t(`reporting:done.${act}`))
      onClose()
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  const jump = (section: string) => {
    onClose()
    // Once the dialog has given the focus back to what opened it.
    setTimeout(() => document.getElementById(fieldOf(section))?.focus(), 100)
  }
  const signers = (people.data ?? []).filter((one) => one.may_sign)
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t(`reporting:act.${act}`)}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p className="flush">{t(`reporting:about.${act}`)}</p>
            {needsPeople && people.isPending && <Loader size="small" title={t('reporting:loading')} />}
            {needsPeople && people.isError && <InlineError error={people.error} retry={people.refetch} />}
            {act === 'people' && people.data && (
              <Person
                label={t('reporting:responsible')}
                none={t('reporting:by_role')}
                people={people.data}
                value={responsible}
                onChange={setResponsible}
              />
            )}
            {people.data && (act === 'submitted' || maySetSigner) && (
              <Person
                label={t('reporting:signer')}
                none={act === 'submitted' ? '' : t('reporting:by_role')}
                people={signers}
                value={signer}
                error={asked && act === 'submitted' && !signer ? t('reporting:say_who') : undefined}
                onChange={setSigner}
              />
            )}
            {needsReason && (
              <ReasonField
                label={t('reporting:why')}
                value={reason}
                onChange={setReason}
                error={asked && !reason.trim() ? t('reporting:say_why') : undefined}
              />
            )}
            {needsReason && <Mending report={report} mend={mend} onChange={setMend} />}
            {error !== undefined && <InlineError error={error} />}
            <MissingSections report={report} error={error} onJump={jump} />
          </div>
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" data-color="neutral" onClick={onClose} disabled={busy}>
            {t('common:cancel')}
          </Button>
          <Button onClick={() => void run()} loading={busy}>
            {t(`reporting:act.${act}`)}
          </Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

const told = (mend: Record<string, string>) =>
  Object.entries(mend).flatMap(([section, reason]) =>
    reason.trim() ? [{ section, reason: reason.trim() }] : [],
  )

interface MendingProps {
  report: ReportOut
  mend: Record<string, string>
  onChange: (mend: Record<string, string>) => void
}

/** What is to be mended, section by section: may be left empty. */
function Mending({ report, mend, onChange }: MendingProps) {
  const { t } = useTranslation('reporting')
  const pick = usePickText()
  const { data } = useQuery(sectionsQuery(report.id))
  return (data?.sections ?? []).map(({ section, title }) => (
    <Textarea
      key={section}
      size="small"
      minRows={2}
      maxLength={4000}
      label={t('sections.mend', { title: pick(title, data?.original_language) })}
      value={mend[section] ?? ''}
      onChange={(event) => onChange({ ...mend, [section]: event.target.value })}
    />
  ))
}

interface PersonProps {
  label: string
  none: string
  people: readonly ReportPerson[]
  value: string
  error?: string | undefined
  onChange: (id: string) => void
}

function Person({ label, none, people, value, error, onChange }: PersonProps) {
  return (
    <Select
      size="small"
      label={label}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{none}</option>
      {people.map(({ id, display_name }) => (
        <option key={id} value={id}>
          {display_name}
        </option>
      ))}
    </Select>
  )
}
