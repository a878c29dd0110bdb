import { Button, Select, TextField } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../api/notifications/types.gen'

const people = ['responsible', 'project_coordinator', 'programme_manager'] as const
const most = 60

/** One more step: how many days before or after, and who hears of it. */
export function StepAdder({ onAdd }: { onAdd: (step: Step) => void }) {
  const { t } = useTranslation('reminders')
  const [number, setNumber] = useState('3')
  const [side, setSide] = useState<'before' | 'after'>('before')
  const [to, setTo] = useState<Step['to']>('responsible')
  const days = Number(number)
  const isDay = number.trim() !== '' && Number.isInteger(days) && days >= 0 && days <= most
  return (
    <fieldset className="reminder-adder">
      <legend>{t('add.title')}</legend>
      <TextField
        size="small"
        type="number"
        min={0}
        max={most}
        label={t('add.days')}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Select
        size="small"
        label={t('add.side')}
        value={side}
        onChange={(event) => setSide(event.target.value === 'after' ? 'after' : 'before')}
      >
        <option value="before">{t('add.before')}</option>
        <option value="after">{t('add.after')}</option>
      </Select>
      <Select
        size="small"
        label={t('add.to')}
        value={to}
        onChange={(event) => setTo(people.find((one) => one === event.target.value) ?? 'responsible')}
      >
        {people.map((one) => (
          <option key={one} value={one}>
            {t(`to.${one}`)}
          </option>
        ))}
      </Select>
      <Button
        type="button"
        size="small"
        variant="secondary"
        disabled={!isDay}
        onClick={() => onAdd({ days: side === 'before' ? 0 - days : days, to })}
      >
        {t('add.button')}
      </Button>
    </fieldset>
  )
}
