import { Button, Checkbox, Dialog, Select, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeProgrammeRules } from '../../../api/indicators/sdk.gen'
import type { ProgrammeRulesOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { num } from '../../../lib/format'
import { InlineError } from '../../../ui/inline-error'
import { showSuccess } from '../../../ui/toast'
import { programmeRulesQuery } from './queries'

/** What programmes choose among; another one that was laid down by a program stays as it is. */
const TOLERANCES = ['0', '0.05', '0.1', '0.15', '0.2', '0.25', '0.3', '0.5']

interface RulesDialogProps {
  rules: ProgrammeRulesOut
  onClose: () => void
}

/** How far from what was expected is still on track, and how many people it takes to accept a value. */
export function RulesDialog({ rules, onClose }: RulesDialogProps) {
  const { t } = useTranslation('rules')
  const may = useMayOn('result.govern', 'programme', rules.programme_id)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('title')}</Dialog.Title>
        </Dialog.Header>
        {may ? <RulesForm rules={rules} onClose={onClose} /> : <RulesTold rules={rules} />}
      </Dialog.Popup>
    </Dialog>
  )
}

function RulesTold({ rules }: { rules: ProgrammeRulesOut }) {
  const { t } = useTranslation('rules')
  const share = useShare()
  return (
    <Dialog.Body>
      <div className="stack-small">
        <p className="flush">{t('told.tolerance', { share: share(rules.tolerance) })}</p>
        <p className="flush">{t(rules.second_level ? 'told.two' : 'told.one')}</p>
        <p className="flush">{t('told.report', { days: rules.days_to_report })}</p>
        <p className="flush">{t('told.review', { days: rules.days_to_review })}</p>
      </div>
    </Dialog.Body>
  )
}

function RulesForm({ rules, onClose }: RulesDialogProps) {
  const { t } = useTranslation('rules')
  const share = useShare()
  const cache = useQueryClient()
  const [tolerance, setTolerance] = useState(rules.tolerance)
  const [secondLevel, setSecondLevel] = useState(rules.second_level)
  const [report, setReport] = useState(String(rules.days_to_report))
  const [review, setReview] = useState(String(rules.days_to_review))
  const refresh = async () => {
    await cache.invalidateQueries({ queryKey: programmeRulesQuery('').queryKey.slice(0, 1) })
  }
  const change = useMutation({
    mutationFn: () =>
      changeProgrammeRules({
        path: { programme_id: rules.programme_id },
        headers: { 'if-match': `"${rules.version}"` },
        body: {
          tolerance,
          second_level: secondLevel,
          days_to_report: Number(report),
          days_to_review: Number(review),
        },
        throwOnError: true,
      }),
    onSuccess: async () => {
      await refresh()
      showSuccess(t('saved'))
      onClose()
    },
    // What somebody else laid down meanwhile is what the next try goes on top of.
    onError: refresh,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  const choices = TOLERANCES.includes(rules.tolerance) ? TOLERANCES : [rules.tolerance, ...TOLERANCES]
  return (
    <form onSubmit={submit}>
      <Dialog.Body>
        <div className="stack">
          <Select
            size="small"
            label={t('tolerance')}
            description={t('tolerance_hint')}
            value={tolerance}
            onChange={(event) => setTolerance(event.target.value)}
          >
            {choices.map((one) => (
              <option key={one} value={one}>
                {share(one)}
              </option>
            ))}
          </Select>
          <Checkbox
            size="small"
            description={t('two_hint')}
            checked={secondLevel}
            onChange={(event) => setSecondLevel(event.target.checked)}
          >
            {t('two')}
          </Checkbox>
          <DaysField name="report" hint={t('report_hint')} value={report} onChange={setReport} />
          <DaysField name="review" hint={t('review_hint')} value={review} onChange={setReview} />
          {change.error && <InlineError error={change.error} />}
        </div>
      </Dialog.Body>
      <Dialog.Footer>
        <Button type="button" variant="secondary" data-color="neutral" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={change.isPending}>{t('save')}</Button>
      </Dialog.Footer>
    </form>
  )
}

interface DaysFieldProps {
  name: 'report' | 'review'
  hint: string
  value: string
  onChange: (value: string) => void
}

function DaysField({ name, hint, value, onChange }: DaysFieldProps) {
  const { t } = useTranslation('rules')
  return (
    <TextField
      size="small"
      type="number"
      required
      min={0}
      max={365}
      label={t(name)}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="days-field"
    />
  )
}

function useShare(): (share: string) => string {
  const language = useLanguage()
  return (share) => num(language, share, { style: 'percent', maximumFractionDigits: 1 })
}
