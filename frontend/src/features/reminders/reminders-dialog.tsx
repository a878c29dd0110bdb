import './reminders.css'
import { Button, Dialog, Select } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getDeadlineRules, replaceDeadlineRules } from '../../api/notifications/sdk.gen'
import type { DeadlineRulesBody, DeadlineRulesOut } from '../../api/notifications/types.gen'
import { useMayOn } from '../../lib/access'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { StepAdder } from './step-adder'
import { StepList } from './step-list'
import { ownRules, type Rules, rulesOf, sameStep, withStep } from './steps'

interface RemindersDialogProps {
  programmeId: string
  onClose: () => void
}

const keyOf = (programmeId: string) => ['deadline-rules', programmeId]

/** Who is reminded of what, and how many days before or after the day. */
export function RemindersDialog({ programmeId, onClose }: RemindersDialogProps) {
  const { t } = useTranslation('reminders')
  const may = useMayOn('programme.write', 'programme', programmeId)
  const rules = useQuery({
    queryKey: keyOf(programmeId),
    queryFn: async ({ signal }) => {
      const path = { programme_id: programmeId }
      return (await getDeadlineRules({ path, signal, throwOnError: true })).data
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('title')}</Dialog.Title>
        </Dialog.Header>
        {rules.error && (
          <Dialog.Body>
            <InlineError error={rules.error} retry={rules.refetch} />
          </Dialog.Body>
        )}
        {rules.data && (
          <RulesForm
            key={rules.data.version}
            programmeId={programmeId}
            found={rules.data}
            may={may}
            onClose={onClose}
          />
        )}
      </Dialog.Popup>
    </Dialog>
  )
}

interface RulesFormProps {
  programmeId: string
  found: DeadlineRulesOut
  may: boolean
  onClose: () => void
}

function RulesForm({ programmeId, found, may, onClose }: RulesFormProps) {
  const { t } = useTranslation('reminders')
  const cache = useQueryClient()
  const [rules, setRules] = useState<Rules>(() => rulesOf(found))
  const [kind, setKind] = useState(found.rules[0]?.kind ?? '')
  const rule = rules[kind] ?? { steps: [], isDefault: true }
  const lay = (steps: typeof rule.steps) => setRules({ ...rules, [kind]: { steps, isDefault: false } })
  const save = useMutation({
    mutationFn: () =>
      replaceDeadlineRules({
        path: { programme_id: programmeId },
        headers: { 'if-match': `"${found.version}"` },
        body: { rules: ownRules(rules) as DeadlineRulesBody['rules'] },
        throwOnError: true,
      }),
    onSuccess: ({ data }) => {
      cache.setQueryData(keyOf(programmeId), data)
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
          <p className="flush subtle">{t(rule.isDefault ? 'is_default' : 'is_own')}</p>
          <StepList
            steps={rule.steps}
            {...(may && {
              onRemove: (step) => lay(rule.steps.filter((one) => !sameStep(one, step))),
            })}
          />
          {may && <StepAdder onAdd={(step) => lay(withStep(rule.steps, step))} />}
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
