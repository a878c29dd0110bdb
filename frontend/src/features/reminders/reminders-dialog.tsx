import './reminders.css'
import { Button, Dialog, Select } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeadlineRulesBody, DeadlineRulesOut } from '../../api/notifications/types.gen'
import { useMayOn } from '../../lib/access'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { Ahead } from './ahead'
import { keepRules, rulesQuery } from './queries'
import { StepAdder } from './step-adder'
import { StepList } from './step-list'
import { ownRules, type Rules, rulesOf, sameStep, withStep } from './steps'

interface RemindersDialogProps {
  programmeId: string | undefined
  onClose: () => void
}

/** Who is reminded of what, and how many days before or after the day. */
export function RemindersDialog({ programmeId, onClose }: RemindersDialogProps) {
  const { t } = useTranslation('reminders')
  const { data, error, refetch } = useQuery(rulesQuery(programmeId))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t(programmeId ? 'title' : 'title_default')}</Dialog.Title>
        </Dialog.Header>
        {error && (
          <Dialog.Body>
            <InlineError error={error} retry={refetch} />
          </Dialog.Body>
        )}
        {data && programmeId && <OfProgramme programmeId={programmeId} found={data} onClose={onClose} />}
        {/* Only whoever may change them is offered these. */}
        {data && !programmeId && <RulesForm programmeId={programmeId} found={data} may onClose={onClose} />}
      </Dialog.Popup>
    </Dialog>
  )
}

interface FoundProps extends RemindersDialogProps {
  found: DeadlineRulesOut
}

function OfProgramme({ programmeId, ...rest }: FoundProps & { programmeId: string }) {
  const may = useMayOn('programme.write', 'programme', programmeId)
  return <RulesForm key={rest.found.version} programmeId={programmeId} {...rest} may={may} />
}

function RulesForm({ programmeId, found, may, onClose }: FoundProps & { may: boolean }) {
  const { t } = useTranslation('reminders')
  const cache = useQueryClient()
  const [rules, setRules] = useState<Rules>(() => rulesOf(found))
  const [kind, setKind] = useState(found.rules[0]?.kind ?? '')
  const rule = rules[kind] ?? { steps: [], usual: [], isDefault: true }
  const lay = (steps: typeof rule.steps, isDefault = false) =>
    setRules({ ...rules, [kind]: { ...rule, steps, isDefault } })
  const body = useMemo(() => ({ rules: ownRules(rules) as DeadlineRulesBody['rules'] }), [rules])
  const save = useMutation({
    mutationFn: () => keepRules(programmeId, found.version, body),
    onSuccess: async () => {
      // Those of programmes may go by what was laid down for all.
      await cache.invalidateQueries({ queryKey: ['deadline-rules'] })
      showSuccess(t('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Dialog.Body>
        <div className="stack">
          <Select
            size="small"
            label={t('about')}
            value={kind}
            onChange={(event) => setKind(event.target.value)}
          >
            {found.rules.map((one) => (
              <option key={one.kind} value={one.kind}>
                {t(`kind.${one.kind as 'values_due'}`)}
              </option>
            ))}
          </Select>
          <p className="flush subtle">
            {t(!programmeId ? 'is_default_here' : rule.isDefault ? 'is_default' : 'is_own')}
          </p>
          <StepList
            steps={rule.steps}
            {...(may && {
              onRemove: (step) => lay(rule.steps.filter((one) => !sameStep(one, step))),
            })}
          />
          {may && <StepAdder onAdd={(step) => lay(withStep(rule.steps, step))} />}
          {may && programmeId && !rule.isDefault && (
            <Button
              type="button"
              size="small"
              variant="tertiary"
              className="reminders-back"
              onClick={() => lay(rule.usual, true)}
            >
              {t('to_default')}
            </Button>
          )}
          {may && <Ahead programmeId={programmeId} body={body} />}
          {save.error && <InlineError error={save.error} />}
        </div>
      </Dialog.Body>
      {may && (
        <Dialog.Footer>
          <Button type="button" variant="secondary" data-color="neutral" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={save.isPending}>{t('save')}</Button>
        </Dialog.Footer>
      )}
    </form>
  )
}
